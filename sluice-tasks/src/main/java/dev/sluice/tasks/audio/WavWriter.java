package dev.sluice.tasks.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes 16-bit PCM of one channel.
final class WavWriter {
  private static final int HEADER = 44;
  private static final int PIECE = 1 << 16;

  private WavWriter() {}

  static void write(Path path, Sound sound, int mostBytes) {
    check(path, sound, mostBytes);
    Path target = path.toAbsolutePath();
    Path fresh = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(out, sound);
        out.force(true);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AudioException(path + ": cannot be written: " + withdraw(fresh, e), e);
    }
  }

  private static String withdraw(Path fresh, IOException error) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      error.addSuppressed(e);
    }
    return error.toString();
  }

  private static void check(Path path, Sound sound, int mostBytes) {
    float[] samples = sound.raw();
    if (samples.length == 0) {
      throw new AudioException(path + ": a sound without samples is not written");
    }
    if (samples.length > (mostBytes - HEADER) / 2) {
      throw new AudioException(
          "%s: %d samples are more than the %d bytes written; cut the sound into pieces"
              .formatted(path, samples.length, mostBytes));
    }
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > 1) {
        throw new AudioException(
            "%s: sample %d is %s, and 16 bits hold [-1,1]; make the sound quieter with gain(…)"
                .formatted(path, i, samples[i]));
      }
    }
  }

  private static void write(FileChannel out, Sound sound) throws IOException {
    float[] samples = sound.raw();
    ByteBuffer bytes = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    header(bytes, samples.length, sound.rate());
    for (float sample : samples) {
      if (bytes.remaining() < 2) {
        drain(out, bytes);
      }
      bytes.putShort((short) Math.min(Short.MAX_VALUE, Math.round(sample * 0x1p15f)));
    }
    drain(out, bytes);
  }

  private static void header(ByteBuffer bytes, int samples, int rate) {
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + 2 * samples);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    bytes.putShort((short) 1).putShort((short) 1); // PCM, one channel
    bytes.putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
  }

  private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    bytes.clear();
  }
}
