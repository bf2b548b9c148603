package dev.sluice.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavHeaderTest {
  @TempDir private Path folder;

  @Test
  void filesAreToldByTheirFirstBytes() throws IOException {
    Path file = folder.resolve("a");
    assertThat(WavHeader.begins(Files.writeString(file, "RIFF and more"))).isTrue();
    assertThat(WavHeader.begins(Files.writeString(file, "RIF"))).isFalse();
    assertThat(WavHeader.begins(Files.writeString(file, "a.wav\n"))).isFalse();
    assertThat(WavHeader.begins("RIFF".getBytes(StandardCharsets.US_ASCII))).isTrue();
  }

  /// As a pipe is none.
  @Test
  void whatIsNoRegularFileIsNotOpened() throws IOException {
    assertThat(WavHeader.begins(folder)).isFalse();
  }
}
