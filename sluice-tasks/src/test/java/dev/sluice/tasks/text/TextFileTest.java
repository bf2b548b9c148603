package dev.sluice.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir private Path folder;

  private Path file(String text, Charset encoding) throws IOException {
    return Files.write(folder.resolve("text.txt"), text.getBytes(encoding));
  }

  @Test
  void everyEncodingIsRead() throws IOException {
    String text = "Grüße\r\n星期一\n";
    for (String name : new String[] {"UTF-8", "UTF-16", "GB18030", "UTF-16LE"}) {
      Charset encoding = Charset.forName(name);
      assertThat(TextFile.read(file(text, encoding), encoding)).as(name).isEqualTo(text);
    }
    assertThat(TextFile.read(file("\uFEFFa", StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo("a");
    assertThat(TextFile.read(file("", StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void wrongBytesAreNamed() throws IOException {
    Path path = file("eins\nzw\u00F6lf\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> TextFile.read(path, StandardCharsets.UTF_8))
        .isInstanceOf(TextException.class)
        .hasMessage(
            path + ": line 2, byte 7 (0xF6) is not UTF-8; save it as UTF-8, or name its encoding");
  }

  @Test
  void aCutOffCharacterIsNamed() throws IOException {
    Path path = Files.write(folder.resolve("cut"), new byte[] {'a', (byte) 0xE6, (byte) 0x98});
    assertThatThrownBy(() -> TextFile.read(path, StandardCharsets.UTF_8))
        .hasMessageContaining("line 1, byte 1 (0xE6)");
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> TextFile.read(folder.resolve("none"), StandardCharsets.UTF_8))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("there is no such file");
  }
}
