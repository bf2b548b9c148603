package dev.sluice.tasks.series;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # second data line      | place | what the message says
          2020-01-02,A,x,2        | 3:3   | t 'x' is not a number; leave
          2020-01-02,A,"1,5",2    | 3:3   | t '1,5' is not a number; write a decimal point
          2020-01-02,A,NaN,2      | 3:3   | t is missing (blank, NaN or infinite)
          2020-01-02,A,1,Infinity | 3:4   | w is missing (blank, NaN or infinite)
          2020-01-02,A,1,1e999    | 3:4   | w '1e999' is too large for a number
          2020-01-02,A,0x1p3,2    | 3:3   | t '0x1p3' is not a number
          2020-01-02,A,1d,2       | 3:3   | t '1d' is not a number
          2020-01-02,A,1-2,2      | 3:3   | t '1-2' is not a number
          2020-01-02,A,,2         | 3:3   | t is missing (blank, NaN or infinite); fill it in
          2020-01-02,,1,2         | 3:2   | city '' is blank; every row names its group
          2020-01-02,A,1          | 3     | the line has 3 fields, the header 4
          2020-01-02,A,1,2,3      | 3     | the line has 5 fields, the header 4
          02.01.2020,A,1,2        | 3:1   | day '02.01.2020' is not a time such as 2015-12-31 or
          2020-02-30,A,1,2        | 3:1   | day '2020-02-30' does not exist in the calendar
          2020-01-01,A,1,2        | 3:1   | day '2020-01-01' is the same time as 2020-01-01 in line 2 for A
          2019-12-31,A,1,2        | 3:1   | day '2019-12-31' comes after 2020-01-01 in line 2 for A; sort the file
          2020-01-04,A,1,2        | 3:1   | day '2020-01-04' follows 2020-01-01 in line 2 for A: 2 days missing
          """)
  void badLinesAreRefusedWithTheirPlace(String line, String place, String message)
      throws IOException {
    Path file = file("day,city,t,w\n2020-01-01,A,1,2\n" + line + "\n");
    assertThatExceptionOfType(CsvException.class)
        .isThrownBy(() -> Series.csv(file, COLUMNS))
        .withMessageStartingWith(file + ":" + place + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          day,city,t   | 1   | there is no column w; the header has [day, city, t]
          day;city;t;w | 1   | the fields are separated by ';', not by commas
          day,city,t,w,t | 1:5 | column t occurs twice
          day,city,t,w |     | there is a header but no row
          """)
  void badHeadersAreRefused(String header, String place, String message) throws IOException {
    Path file = file(header + "\n");
    assertThatExceptionOfType(CsvException.class)
        .isThrownBy(() -> Series.csv(file, COLUMNS))
        .withMessageStartingWith(file + (place == null ? "" : ":" + place) + ": " + message);
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
  void anEmptyFileIsNamed() throws IOException {
    Path file = file("");
    assertThatExceptionOfType(CsvException.class)
        .isThrownBy(() -> Series.csv(file, COLUMNS))
        .withMessage(file + ": the file is empty; its first line names the columns");
  }

  @Test
  void anotherEncodingIsRefused() throws IOException {
    Path file = directory.resolve("latin.csv");
    Files.write(file, "day,city,t,w\n2020-01-01,Köln,1,2\n".getBytes(ISO_8859_1));
    assertThatExceptionOfType(CsvException.class)
        .isThrownBy(() -> Series.csv(file, COLUMNS))
        .withMessageContaining("not UTF-8");
  }

  @Test
  void anEndlessFieldIsRefused() throws IOException {
    Path file = file("day,city,t,w\n2020-01-01,A,1,\"" + "1".repeat(20_000_000));
    assertThatExceptionOfType(CsvException.class)
        .isThrownBy(() -> Series.csv(file, COLUMNS))
        .withMessageStartingWith(file + ":2: not a CSV record");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("absent.csv");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Series.csv(file, COLUMNS))
        .withMessage(file + ": there is no such file");
  }

  @Test
  void valueColumnsMustBeNamed() throws IOException {
    Path file = file("day,city,t,w\n2020-01-01,A,1,2\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.csv(file, CsvColumns.time("day")))
        .withMessageContaining("no value column");
  }
}
