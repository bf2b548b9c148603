package dev.sluice.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Tells a WAV file where something else is expected.
public final class WavHeader {
  /// The bytes that [#begins(byte[])] looks at.
  public static final int LENGTH = 4;

  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);

  private WavHeader() {}

  /// Whether bytes are the first of a WAV file.
  public static boolean begins(byte[] first) {
    return Arrays.equals(first, RIFF);
  }

  /// Whether a file is one. A pipe is not looked at: what is read of it is gone.
  public static boolean begins(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return begins(in.readNBytes(LENGTH));
    }
  }
}
