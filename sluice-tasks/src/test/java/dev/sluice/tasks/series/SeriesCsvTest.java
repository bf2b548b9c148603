package dev.sluice.tasks.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesCsvTest {
  private static final CsvColumns COLUMNS =
      CsvColumns.time("day").group("city").values("t", "w").step(TimeStep.DAY);

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("data.csv"), content, UTF_8);
  }

  private Series read(String content) throws IOException {
    return Series.csv(file(content), COLUMNS);
  }

  @Test
  void groupsMayBeInterleavedAndColumnsInAnyOrder() throws IOException {
    Series series =
        read(
            """
            w,city,note,t,day
            1.5,B,"a, b",-3,2020-02-28
            2,A,,4e1,2020-02-29
            1,B,x,0.25,2020-02-29
            """);
    assertThat(series.columns()).containsExactly("t", "w");
    assertThat(series.groups())
        .hasToString("[B 2020-02-28 to 2020-02-29, A 2020-02-29 to 2020-02-29]");
    assertThat(series.groups().get(0).value(0, 0)).isEqualTo(-3);
    assertThat(series.groups().get(0).value(1, 1)).isEqualTo(1);
    assertThat(series.groups().get(1).value(0, 0)).isEqualTo(40);
  }

  @Test
  void byteOrderMarkAndWindowsLineEndsAreFine() throws IOException {
    Series series = read("\uFEFFday,city,t,w\r\n2020-01-01,Köln,1,2\r\n");
    assertThat(series.groups().getFirst().name()).isEqualTo("Köln");
  }

  @Test
  void aFileWithoutGroupsIsOneGroup() throws IOException {
    Series series =
        Series.csv(file("day,t\n2020-01-01,1\n2020-01-02,2\n"), CsvColumns.time("day").values("t"));
    assertThat(series.groups()).hasSize(1);
    assertThat(series.groups().getFirst().length()).isEqualTo(2);
  }

  @Test
  void placesAreCountedInLinesOfTheFile() throws IOException {
    Path file =
        file("day,city,t,w\n2020-01-01,\"A\nB\",1,2\n\n2020-01-02,A,1,2\n2020-01-03,A,oops,2\n");
    CsvException e = catchThrowableOfType(CsvException.class, () -> Series.csv(file, COLUMNS));
    assertThat(e.line()).isEqualTo(6);
    assertThat(e.column()).isEqualTo(3);
  }

  @Test
  void aLongFieldIsShownShortened() throws IOException {
    Path file = file("day,city,t,w\n2020-01-01,A," + "9x".repeat(1000) + ",2\n");
    CsvException e = catchThrowableOfType(CsvException.class, () -> Series.csv(file, COLUMNS));
    assertThat(e.getMessage()).hasSizeLessThan(file.toString().length() + 120);
  }

  @Test
  void valueColumnsMustBeNamed() throws IOException {
    Path file = file("day,city,t,w\n2020-01-01,A,1,2\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.csv(file, CsvColumns.time("day")))
        .withMessageContaining("no value column");
  }
}
