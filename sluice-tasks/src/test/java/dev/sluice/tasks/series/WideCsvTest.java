package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideCsvTest {
  private static final String HEADER = "\"V1\",\"V2\",\"V3\",\"V4\"\n";

  @TempDir private Path folder;

  private Map<String, double[]> read(String text) throws IOException {
    return WideCsv.read(Files.writeString(folder.resolve("wide.csv"), text));
  }

  @Test
  void linesOfUnequalLength() throws IOException {
    Map<String, double[]> series =
        read(HEADER + "\"H2\",\"605\",\"5.5\",\"586\"\n\"H1\",\"3124\",,\nH3,1,2\n");
    assertThat(series.keySet()).containsExactly("H2", "H1", "H3");
    assertThat(series.get("H2")).containsExactly(605, 5.5, 586);
    assertThat(series.get("H1")).containsExactly(3124);
    assertThat(series.get("H3")).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "H1,1,2,3@H2,1,x,3 | :3:3: \"x\" is not a number; leave a cell blank",
        "H1,1,,3 | :2:3: is blank, but values follow; fill it in",
        "H1,1,NaN,3 | :2:3: is blank, but values follow; fill it in",
        "H1,1,2@,1,2 | :3:1: is blank; every line begins with a name",
        "H1,1,2@H1,1,2 | :3:1: series H1 has a line already",
        "H1,,, | :2: series H1 has no value",
        "H1,1,\"2 | :2:3: a quote is opened here and never closed",
      })
  void whatIsWrongIsNamedWithItsPlace(String lines, String expected) {
    assertThatThrownBy(() -> read(HEADER + lines.replace('@', '\n') + '\n'))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith(folder.resolve("wide.csv") + expected);
  }

  @Test
  void nothingToRead() {
    assertThatThrownBy(() -> read(HEADER))
        .isInstanceOf(CsvException.class)
        .hasMessageEndingWith("wide.csv: holds no series; each has a line below the header");
    assertThatThrownBy(() -> WideCsv.read(folder.resolve("no.csv")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith("no.csv: there is no such file");
    assertThatThrownBy(() -> WideCsv.read(folder))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("is a directory");
  }
}
