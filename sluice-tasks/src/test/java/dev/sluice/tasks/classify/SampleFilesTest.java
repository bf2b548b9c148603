package dev.sluice.tasks.classify;

import static dev.sluice.tasks.classify.FileSeries.Classes.NEEDED;
import static dev.sluice.tasks.classify.FileSeries.Classes.PASSED_OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.classify.LabelledTexts.Empty;
import dev.sluice.tasks.classify.LabelledTexts.Format;
import dev.sluice.tasks.text.TextException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {
  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("samples"), text);
  }

  private List<Sample.Labelled> read(LabelledTexts texts, String content) throws Exception {
    return texts.read(file(content), StandardCharsets.UTF_8);
  }

  private static Sample.Labelled sample(String label, String text) {
    return new Sample.Labelled(new Sample.Text(text), label);
  }

  private static LabelledTexts texts(Format format, String text, String label) {
    return new LabelledTexts(format, text, label, Empty.REFUSE);
  }

  @Test
  void textsOfAllFormats() throws Exception {
    assertThat(
            read(
                texts(Format.CSV, "review", "stars"),
                "stars,review\n5,\"good, \"\"very\"\"\nso\"\n1,bad\n"))
        .containsExactly(sample("5", "good, \"very\"\nso"), sample("1", "bad"));
    assertThat(read(texts(Format.TSV, "1", "2"), "it 's \"good\tyes\n\nbad\tno\r\n"))
        .containsExactly(sample("yes", "it 's \"good"), sample("no", "bad"));
    assertThat(read(texts(Format.LABEL_FIRST, "2", "1"), "0 What is it ?\n3\tWho ?\n"))
        .containsExactly(sample("0", "What is it ?"), sample("3", "Who ?"));
  }

  private void refused(LabelledTexts texts, String content, String... parts) {
    assertThatThrownBy(() -> read(texts, content))
        .isInstanceOf(TextException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void brokenRowsAreNamed() throws Exception {
    LabelledTexts csv = texts(Format.CSV, "review", "stars");
    refused(csv, "stars,text\n1,bad\n", "no column \"review\"", "[stars, text]");
    refused(csv, "stars,review\n1,bad\n2,\n", "line 3, column review", "it is empty");
    refused(csv, "stars,review\n1\n", "line 2, column review", "only 1 columns, read as csv");
    refused(csv, "stars,review\n", "has no text");
    refused(
        csv, "stars,review\n1,good, really\n", "line 2: 3 columns", "first line has 2", "quotes");
    refused(texts(Format.TSV, "1", "2"), "a\tx\nb\tc\ty\n", "line 2: 3 columns", "tabs");
    refused(texts(Format.LABEL_FIRST, "2", "1"), "a b\nc\n", "line 2");
    LabelledTexts lenient = new LabelledTexts(Format.CSV, "review", "stars", Empty.SKIP);
    assertThat(read(lenient, "stars,review\n1,bad\n2,\n")).containsExactly(sample("1", "bad"));
    assertThatThrownBy(() -> texts(Format.CSV, "review", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two names");
  }

  private void refusedSeries(String content, String... parts) {
    assertThatThrownBy(() -> TsFile.read(file(content)))
        .isInstanceOf(TextException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void seriesOfUnequalLength() throws Exception {
    List<Sample.Labelled> samples =
        TsFile.read(file("# note\n@timeStamps false\n@data\n1,2,3:4,5,6:a\n7:8:b\n"));
    assertThat(samples).extracting(Sample.Labelled::label).containsExactly("a", "b");
    Sample.Series first = (Sample.Series) samples.getFirst().sample();
    assertThat(first.x().shape().dims()).containsExactly(3, 2);
    assertThat(first.x().data()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void brokenSeriesAreNamed() {
    refusedSeries("@data\n1,2:3:a\n", "line 2", "column 2 has 1 values, the first 2");
    refusedSeries(
        "@data\n1,x:a\n",
        "line 2: column 1, value 2: \"x\" is not a number; fill missing values first");
    refusedSeries("@data\n1,?:a\n", "\"?\" is not a number; fill missing values first");
    refusedSeries("@data\n1,NaN:a\n", "not finite");
    refusedSeries("@data\n1,2:a\n1:2:b\n", "line 3: 2 columns, the lines before have 1");
    refusedSeries("@data\n1,2:\n", "no class behind the last colon");
    refusedSeries("@timeStamps true\n@data\n", "line 1: time stamps are not read");
    refusedSeries("1,2:a\n", "no sample behind @data");
  }

  /// Amperes and metres may be small; a constant column stays what it is.
  @Test
  void columnsOfAnySizeAreNormalised() {
    float[] x = {1e-8f, 5, 2e-8f, 5, 3e-8f, 5};
    Sample.Series sample = new Sample.Series(Tensor.of(Shape.of(3, 2), x));
    SampleEncoder.OfValues encoder = SampleEncoder.OfValues.of(List.of(sample));
    float[] made = ((Encoded.Values) encoder.encode(sample)).x().data();
    assertThat(made[0]).isBetween(-1.23f, -1.22f);
    assertThat(made[4]).isBetween(1.22f, 1.23f);
    assertThat(made[1]).isZero();
    Sample.Series far = new Sample.Series(Tensor.of(Shape.of(1, 2), 3e38f, 5));
    assertThatThrownBy(() -> encoder.encode(far)).hasMessageContaining("step 1, column 1");
  }

  private static final SeriesTable WALKS = new SeriesTable("walk", List.of("x", "y"), "gait");

  private List<Sample.Labelled> walks(SeriesTable table, String content) throws Exception {
    return table.read(file(content), StandardCharsets.UTF_8);
  }

  @Test
  void seriesOfATable() throws Exception {
    List<Sample.Labelled> read =
        walks(WALKS, "y,walk,note,gait,x\n1,b,?,slow,0.5\n2,a,,fast,8\n-1,b,,slow,0.25\n");
    assertThat(read).extracting(Sample.Labelled::label).containsExactly("slow", "fast");
    Tensor slow = ((Sample.Series) read.get(0).sample()).x();
    assertThat(slow.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(slow.data()).containsExactly(0.5f, 1, 0.25f, -1);
    assertThat(((Sample.Series) read.get(1).sample()).x().data()).containsExactly(8, 2);
    SeriesTable all = new SeriesTable("walk", List.of(), "gait");
    assertThat(
            ((Sample.Series) walks(all, "walk,p,gait,q\na,1,g,2\n").getFirst().sample()).x().data())
        .containsExactly(1, 2);
  }

  private void tableIsRefused(String content, String... parts) {
    assertThatThrownBy(() -> walks(WALKS, content))
        .isInstanceOf(TextException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void brokenTablesAreNamed() {
    tableIsRefused("walk,x,gait\na,1,g\n", "line 1", "no column \"y\"", "[walk, x, gait]");
    tableIsRefused(
        "walk,x,y,gait\na,1,2,g\na,1,?,g\n", "line 3: column y: \"?\" is not a number; correct it");
    tableIsRefused("walk,x,y,gait\na,1,NaN,g\n", "line 2: column y: \"NaN\" is no finite");
    tableIsRefused("walk,x,y,gait\na,1,,g\n", "line 2: column y: it is empty");
    tableIsRefused(
        "walk,x,y,gait\na,1,2,g\na,1,2,h\n", "line 3: column gait", "\"h\"", "says \"g\"");
    tableIsRefused("walk,x,y,gait\n", "has no row");
    tableIsRefused("walk,x,y,gait\na,1,2\n", "line 2: 3 columns, the first line names 4");
    tableIsRefused("", "has no row");
  }

  /// Whatever is wrong with a series stays with it, and its later rows do not mend it.
  @Test
  void brokenSeriesOfATableLeaveTheOthers() {
    SeriesTable table = new SeriesTable("walk", List.of(), "gait");
    List<FileSeries> found =
        table.series(
            "walks", "walk,x,gait\na,1,g\nb,?,g\n,1,g\nb,2,g\na,2,g\nc,1,g\nc,2,h\n", NEEDED);
    assertThat(found).extracting(FileSeries::key).containsExactly("a", "b", "", "c");
    assertThat(((FileSeries.Read) found.get(0)).series().x().data()).containsExactly(1, 2);
    assertThat(((FileSeries.Read) found.get(0)).place()).isEqualTo("walks: line 2");
    assertThat(((FileSeries.Broken) found.get(1)).why()).startsWith("walks: line 3: column x:");
    assertThat(((FileSeries.Broken) found.get(2)).why()).startsWith("walks: line 4: column walk:");
    assertThat(((FileSeries.Broken) found.get(3)).why()).contains("line 8: column gait");
    List<FileSeries> plain = table.series("walks", "x,walk\n1,a\n", PASSED_OVER);
    assertThat(((FileSeries.Read) plain.getFirst()).label()).isEmpty();
    assertThat(table.named("walks", "y,walk,gait,x\n1,a,g,2\n").values()).containsExactly("y", "x");
    tableIsRefused("walk,x,y,x,gait\na,1,2,3,g\n", "no CSV", "duplicate fields: [x]");
    assertThatThrownBy(() -> table.named("walks", "walk,gait\na,g\n"))
        .hasMessageContaining("no column of numbers");
  }

  @Test
  void seriesWithoutClasses() throws Exception {
    String content = "@classLabel false\n@data\n1,2:3,4\n5:6,7\n";
    List<FileSeries> found = TsFile.series("new.ts", content, PASSED_OVER);
    assertThat(((FileSeries.Read) found.get(0)).series().x().data()).containsExactly(1, 3, 2, 4);
    assertThat(((FileSeries.Broken) found.get(1)).why()).startsWith("new.ts: line 4: column 2");
    refusedSeries(content, "line 1: the samples have no classes");
  }

  /// What Java's own reader of numbers would take beyond digits.
  @Test
  void numbersOfSourceCodeAreRefused() throws Exception {
    for (String odd : List.of("1d", "1f", "1.5D", "2e3F", "0x1p3", "-0x1.8p1", "0x10")) {
      String why = "\"" + odd + "\" is not a number; write digits alone";
      tableIsRefused("walk,x,y,gait\na,1,2,g\na,1," + odd + ",g\n", "line 3: column y: " + why);
      refusedSeries("@data\n1,2:3," + odd + ":a\n", "line 2: column 2, value 2: " + why);
    }
    refusedSeries("@data\n1;5,2:a\n", "\"1;5\" is not a number; fill missing values first");
    tableIsRefused("walk,x,y,gait\na,1,1 000,g\n", "without thousands separators");
    tableIsRefused("walk,x,y,gait\na,1,1e39,g\n", "\"1e39\" is no finite number");
    refusedSeries("@data\n1,1e999:a\n", "is too large for a number");
    float[] read =
        ((Sample.Series) TsFile.read(file("@data\n1,+.5,2.,-1e-3,1E2:a\n")).getFirst().sample())
            .x()
            .data();
    assertThat(read).containsExactly(1, 0.5f, 2, -0.001f, 100);
  }
}
