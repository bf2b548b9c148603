package speech;

import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import dev.sluice.tasks.audio.Sound;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;

/// A synthetic voice of FreeTTS that speaks into memory, 8,000 samples a second.
final class Voice {
  static final int RATE = 8000;

  private final com.sun.speech.freetts.Voice voice = new KevinVoiceDirectory().getVoices()[0];
  private final Recorder recorder = new Recorder();

  Voice() {
    voice.allocate();
    voice.setAudioPlayer(recorder);
  }

  /// What is heard of a text.
  ///
  /// @param wordsPerMinute how fast; 150 is usual
  /// @param hertz of the voice; 100 is usual
  /// @param shift of the spectrum, as a larger or smaller head has it; 1 is usual
  Sound say(String text, float wordsPerMinute, float hertz, float shift) {
    voice.setRate(wordsPerMinute);
    voice.setPitch(hertz);
    voice.setPitchShift(shift);
    recorder.bytes.reset();
    if (!voice.speak(text)) {
      throw new IllegalStateException(String.format(Locale.ROOT, "cannot say \"%s\"", text));
    }
    return recorder.sound();
  }

  /// Takes samples where others play them.
  private static final class Recorder implements AudioPlayer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private AudioFormat format = new AudioFormat(RATE, 16, 1, true, true);

    /// 16 bits, big-endian.
    Sound sound() {
      if (format.getSampleRate() != RATE || !format.isBigEndian() || format.getChannels() != 1) {
        throw new IllegalStateException("the voice speaks in another format: " + format);
      }
      byte[] b = bytes.toByteArray();
      float[] samples = new float[b.length / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (b[2 * i] << 8 | b[2 * i + 1] & 0xFF) / 32_768f;
      }
      return Sound.of(samples, RATE);
    }

    @Override
    public void setAudioFormat(AudioFormat value) {
      format = value;
    }

    @Override
    public AudioFormat getAudioFormat() {
      return format;
    }

    @Override
    public boolean write(byte[] data) {
      return write(data, 0, data.length);
    }

    @Override
    public boolean write(byte[] data, int offset, int size) {
      bytes.write(data, offset, size);
      return true;
    }

    @Override
    public boolean drain() {
      return true;
    }

    @Override
    public void begin(int size) {}

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public float getVolume() {
      return 1;
    }

    @Override
    public void setVolume(float volume) {}

    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reset() {}

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    @Override
    public void resetTime() {}

    @Override
    public void startFirstSampleTimer() {}

    @Override
    public void showMetrics() {}
  }
}
