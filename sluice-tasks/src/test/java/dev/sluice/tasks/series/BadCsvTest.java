package dev.sluice.tasks.series;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that are not what they should be: each refused in one sentence with its place, the reason
/// and the cure.
class BadCsvTest {
  private static final CsvColumns COLUMNS = CsvColumns.time("day").group("city").values("t", "w");
  private static final CsvColumns SKIP = COLUMNS.missing(MissingPolicy.SKIP);
  private static final CsvColumns IMPUTE = COLUMNS.missing(MissingPolicy.IMPUTE);
  private static final String HEADER = "day,city,t,w\n";
  private static final String START = HEADER + "2020-01-01,A,1,2\n2020-01-02,A,3,4\n";

  @TempDir Path directory;

  /// @param place behind the file's name, and the message
  private record Bad(
      String what, byte[] content, CsvColumns columns, String place, String message) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Bad bytes(String what, byte[] content, String place, String message) {
    return new Bad(what, content, COLUMNS, place, message);
  }

  private static Bad text(String what, String content, String place, String message) {
    return bytes(what, content.getBytes(UTF_8), place, message);
  }

  private static Bad as(CsvColumns columns, Bad bad) {
    return new Bad(bad.what, bad.content, columns, bad.place, bad.message);
  }

  /// A fourth line behind three good ones.
  private static Bad line(String line, String place, String message) {
    return text(line, START + line + "\n", place, message);
  }

  private static final String MISSING =
      " is missing (blank, NaN or infinite); fill it in, or choose to skip or impute what is missing";
  private static final String NO_TIME = "' is not a time such as 2015-12-31 or 2015-12-31T06:00";

  static List<Bad> files() {
    return List.of(
        text("empty", "", "", "the file is empty; its first line names the columns"),
        text("a byte order mark only", "\uFEFF", "", "the file is empty; its first line"),
        text("a header only", HEADER, "", "there is a header but no row"),
        bytes(
            "UTF-16 LE",
            ("\uFEFF" + START).getBytes(UTF_16LE),
            ":1",
            "is UTF-16; save it as UTF-8"),
        bytes(
            "UTF-16 BE",
            ("\uFEFF" + START).getBytes(UTF_16BE),
            ":1",
            "is UTF-16; save it as UTF-8"),
        bytes(
            "UTF-16, no mark", START.getBytes(UTF_16LE), ":1", "holds a NUL character: UTF-16, or"),
        bytes(
            "Latin 1",
            (START + "2020-01-01,Köln,1,2\n").getBytes(ISO_8859_1),
            ":4",
            "not UTF-8; save the file as UTF-8"),
        bytes(
            "cut off in a character",
            (START + "\u00C3").getBytes(ISO_8859_1),
            ":4",
            "not UTF-8; save"),
        bytes(
            "a spreadsheet",
            "PK\u0003\u0004".getBytes(ISO_8859_1),
            ":1",
            "is a zip archive, perhaps a spreadsheet; save it as CSV"),
        bytes(
            "gzip",
            "\u001F\u008B\b".getBytes(ISO_8859_1),
            ":1",
            "is compressed by gzip; unpack it"),
        text("binary", START + "2020-01-03,A,\0,2\n", ":4", "holds a NUL character"),
        text(
            "semicolons",
            START.replace(',', ';'),
            ":1",
            "the fields are separated by ';', not by commas; save the file with commas"),
        text(
            "tabs",
            START.replace(',', '\t'),
            ":1",
            "the fields are separated by tabs, not by commas; save the file"),
        text(
            "pipes",
            START.replace(',', '|'),
            ":1",
            "the fields are separated by '|', not by commas; save"),
        text(
            "no column",
            "day,city,t,wind\n",
            ":1",
            "there is no column w; the header has [day, city, t, wind]"),
        text(
            "another case",
            "Day,city,t,w\n",
            ":1",
            "there is no column day; the header has [Day, city, t, w]; did you mean Day?"),
        text(
            "misspelt",
            "day,ctiy,t,w\n",
            ":1",
            "there is no column city; the header has [day, ctiy, t, w]"),
        as(
            COLUMNS.values("temp_max"),
            text(
                "one letter off",
                "day,city,tempmax\n",
                ":1",
                "there is no column temp_max; the header has [day, city, tempmax]; did you mean tempmax?")),
        text("a column twice", "day,city,t,w,t\n", ":1:5", "column t occurs twice; rename one"),
        text(
            "no header",
            "2020-01-01,A,1,2\n",
            ":1",
            "there is no column day; the header has [2020-01-01, A, 1, 2]"),
        line(
            "2020-01-03,A,1",
            ":4",
            "the line has 3 fields, the header 4; every row has every field"),
        line(
            "2020-01-03,A,1,5,2",
            ":4",
            "the line has 5 fields, the header 4; quote fields that hold commas, and write numbers with a decimal point"),
        line("# a note", ":4", "the line has 1 fields, the header 4"),
        line("2020-01-03,A,\"1,5\",2", ":4:3", "t '1,5' is not a number; write a decimal point"),
        line(
            "2020-01-03,A,\"1.234,5\",2",
            ":4:3",
            "t '1.234,5' is not a number; write a decimal point"),
        line(
            "2020-01-03,A,\"1,234.5\",2",
            ":4:3",
            "t '1,234.5' is not a number; write it without thousands separators"),
        line(
            "2020-01-03,A,1 234,2",
            ":4:3",
            "t '1 234' is not a number; write it without thousands separators"),
        line(
            "2020-01-03,A,1'234.5,2",
            ":4:3",
            "t '1'234.5' is not a number; write it without thousands"),
        line("2020-01-03,A,,2", ":4:3", "t" + MISSING),
        line("2020-01-03,A,1, ", ":4:4", "w" + MISSING),
        line("2020-01-03,A,NaN,2", ":4:3", "t" + MISSING),
        line("2020-01-03,A,1,-Infinity", ":4:4", "w" + MISSING),
        line("2020-01-03,A,1,1e999", ":4:4", "w '1e999' is too large for a number"),
        line(
            "2020-01-03,A,n/a,2",
            ":4:3",
            "t 'n/a' is not a number; leave a cell blank if its value is missing"),
        line("2020-01-03,A,12 kW,2", ":4:3", "t '12 kW' is not a number"),
        line("2020-01-03,A,5%,2", ":4:3", "t '5%' is not a number"),
        line("2020-01-03,A,0x1p3,2", ":4:3", "t '0x1p3' is not a number"),
        line("2020-01-03,A,1-2,2", ":4:3", "t '1-2' is not a number"),
        line("2020-01-03,,1,2", ":4:2", "city '' is blank; every row names its group"),
        line(",A,1,2", ":4:1", "day '' is blank; every row has its time"),
        line(
            "03.01.2020,A,1,2",
            ":4:1",
            "day '03.01.2020" + NO_TIME + "; write year-month-day with two digits each"),
        line("01/03/2020,A,1,2", ":4:1", "day '01/03/2020" + NO_TIME + "; write year-month-day"),
        line("2020/01/03,A,1,2", ":4:1", "day '2020/01/03" + NO_TIME + "; write year-month-day"),
        line(
            "2020-1-3,A,1,2",
            ":4:1",
            "day '2020-1-3" + NO_TIME + "; write year-month-day with two digits each"),
        line("1577836800,A,1,2", ":4:1", "day '1577836800" + NO_TIME),
        line("Jan 3 2020,A,1,2", ":4:1", "day 'Jan 3 2020" + NO_TIME),
        line("2020-01-03T06,A,1,2", ":4:1", "day '2020-01-03T06" + NO_TIME),
        line(
            "2020-02-30,A,1,2", ":4:1", "day '2020-02-30' does not exist in the calendar; mend it"),
        line("2019-02-29,A,1,2", ":4:1", "day '2019-02-29' does not exist in the calendar"),
        line("2020-13-01,A,1,2", ":4:1", "day '2020-13-01' does not exist in the calendar"),
        line(
            "2020-01-03 24:01,A,1,2",
            ":4:1",
            "day '2020-01-03 24:01' does not exist in the calendar"),
        line(
            "2020-01-03T06:00Z,A,1,2",
            ":4:1",
            "day '2020-01-03T06:00Z' has a time zone; write local times without it"),
        line(
            "2020-01-03 06:00+01:00,A,1,2", ":4:1", "day '2020-01-03 06:00+01:00' has a time zone"),
        line(
            "2020-01-03 06:00:00.5,A,1,2",
            ":4:1",
            "day '2020-01-03 06:00:00.5' has a fraction of a second; steps are whole seconds, round it"),
        line(
            "2020-01-02,A,1,2",
            ":4:1",
            "day '2020-01-02' is the same time as 2020-01-02 in line 3 for A; keep one of them"),
        line(
            "2019-12-31,A,1,2",
            ":4:1",
            "day '2019-12-31' comes after 2020-01-02 in line 3 for A; sort the file by time"),
        line(
            "2020-01-05,A,1,2",
            ":4:1",
            "day '2020-01-05' follows 2020-01-02 in line 3 for A: 2 days missing; fill them in, or choose to skip or impute"),
        line(
            "2020-01-03T06:00,A,1,2\n2020-01-04,A,1,2\n2020-01-05,A,1,2",
            ":4:1",
            "day '2020-01-03T06:00' is not on the step of 1d: it comes after 2020-01-02 in line 3 for A; mend the time, or name another step"),
        as(
            COLUMNS.step(TimeStep.parse("2d")),
            text(
                "another step",
                START,
                ":3:1",
                "day '2020-01-02' is not on the step of 2d: it comes after 2020-01-01 in line 2 for A")),
        as(
            COLUMNS.step(TimeStep.MONTH),
            text("two in a month", START, ":3:1", "day '2020-01-02' is not on the step of 1mo")),
        as(
            SKIP,
            line(
                "4020-01-03,A,1,2",
                ":4:1",
                "day '4020-01-03' is 730487 steps of 1d after the first row, and there are 3 rows; mend the time, or name a longer step")),
        line(HEADER.strip(), ":4:1", "day 'day' is the header again; take the line out"),
        line(
            "2020-01-03,A,1,\"2",
            ":4:4",
            "a quote is opened here and never closed; close it or take it out"),
        as(
            COLUMNS.values("t"),
            text(
                "a quote never closed in a column that is not read",
                START + "2020-01-03,A,1,\"so\n2020-01-04,A,1,2\n",
                ":4:4",
                "a quote is opened here and never closed")),
        line("2020-01-03,A,1,\"2\"3", ":4", "not a CSV record"),
        text(
            "a long line",
            START + "2020-01-03,A,1," + "2".repeat(1 << 21),
            ":4",
            "the line is longer than 1048576 characters; is it a CSV, and is every quote closed?"),
        text(
            "a long quote",
            START + "2020-01-03,A,1,\"\n" + "2\n".repeat(1 << 20),
            ":4",
            "the line is longer than 1048576 characters"),
        text(
            "one row",
            HEADER + "2020-01-01,A,1,2\n2020-01-01,B,1,2\n",
            "",
            "no group has two rows, so the step from one to the next does not show; name it"),
        as(
            IMPUTE,
            text(
                "nothing before",
                HEADER + "2020-01-01,A,1,\n2020-01-02,A,3,4\n",
                ":2:4",
                "w is missing (blank, NaN or infinite) in the first row, where no value before it could hold; fill it in")),
        as(COLUMNS.values("t").known("w"), line("2020-01-03,A,,", ":4:4", "w" + MISSING)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void badFilesAreRefusedWithTheirPlace(Bad bad) throws IOException {
    Path file = Files.write(directory.resolve("data.csv"), bad.content);
    assertThatExceptionOfType(CsvException.class)
        .isThrownBy(() -> Series.csv(file, bad.columns))
        .withMessageStartingWith(file + bad.place + ": " + bad.message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(files()).hasSizeGreaterThan(60);
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path absent = directory.resolve("absent.csv");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Series.csv(absent, COLUMNS))
        .withMessage(absent + ": there is no such file");
    assertThatThrownBy(() -> Series.csv(directory, COLUMNS))
        .isInstanceOf(CsvException.class)
        .hasMessage(directory + ": is a directory; name a CSV file in it");
  }

  /// A line of 100 MB is refused before more than a few of them are read.
  @Test
  void anEndlessLineIsRefusedInBoundedMemory() {
    var endless =
        new InputStream() {
          private int read;

          @Override
          public int read() {
            return read < START.length() ? START.charAt(read++) : ++read < 100_000_000 ? '7' : -1;
          }
        };
    assertThatThrownBy(() -> SeriesReader.read(endless, "endless.csv", COLUMNS))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith("endless.csv:4: the line is longer than 1048576 characters");
    assertThat(endless.read).isLessThan(2_000_000);
  }

  @Test
  void aSeriesShorterThanAWindowIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), START);
    Series series = Series.csv(file, COLUMNS);
    assertThatThrownBy(() -> series.windows(Window.of(2, 1).target("t")))
        .hasMessage(
            "no group is as long as one window, 2 days and 1 day ahead: [A 2020-01-01 to 2020-01-02]");
    assertThatThrownBy(() -> series.latest(Window.of(3, 1).target("t")))
        .hasMessageContaining("is shorter than the context of 3 days; give more rows");
  }

  /// Readable, but of no use to a network: refused where it would be scaled.
  @Test
  void aColumnThatNeverChangesIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), START.replace(",4", ",2"));
    Series series = Series.csv(file, COLUMNS);
    Window window = Window.of(1, 1).target("t");
    assertThatThrownBy(() -> FeatureEncoder.fit(series, window))
        .hasMessage(
            "column w has mean 2.0 and deviation 0.0; a column that never changes says nothing, leave it out");
  }
}
