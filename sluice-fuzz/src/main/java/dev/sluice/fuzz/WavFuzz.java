package dev.sluice.fuzz;

import com.sun.management.ThreadMXBean;
import dev.sluice.tasks.audio.AudioException;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/// WAV files.
public final class WavFuzz {
  /// Of a sentence, however short the file.
  private static final long SENTENCE_BYTES = 1 << 20;

  /// Of a file's byte: a sample of 8 bits becomes a float, and is looked at.
  private static final long BYTES_OF_BYTE = 8;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private WavFuzz() {}

  /// Loads and instruments all classes before anything is timed.
  public static void fuzzerInitialize() throws IOException {
    Seeds.warmUp("Wav", WavFuzz::read);
    read(new byte[0]);
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    read(data);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (taken > SENTENCE_BYTES + BYTES_OF_BYTE * data.length) {
      throw new AssertionError("%d bytes took %d of memory".formatted(data.length, taken));
    }
  }

  private static void read(byte[] data) {
    Sound sound;
    try {
      sound = Wav.read(data, "fuzz.wav");
    } catch (AudioException e) {
      return; // what a reader may throw
    }
    if (sound.length() == 0 || sound.length() > data.length) {
      throw new AssertionError(data.length + " bytes hold " + sound.length() + " samples");
    }
    sound.findings();
  }
}
