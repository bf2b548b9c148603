package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.tasks.forecast.ForecastMetrics;
import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.TrainingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file: what is in it, that nothing in the data breaks out of it, and how it is written.
class ReportTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final String NASTY =
      "</script><!-- <script>alert('&amp;')</script> ]]> {{data}} {{script}} $1 \\ \u2028\u2029 \"x\"";

  @TempDir Path folder;

  private static ReportData data(String text) {
    ForecastMetrics score = new ForecastMetrics(6, 1.25, 2.5, Double.NaN);
    MethodResult naive =
        new MethodResult(
            text,
            MethodResult.Role.BASELINE,
            score,
            List.of(score),
            Map.of(text, score),
            List.of());
    MethodResult model =
        new MethodResult(
            "GRU",
            MethodResult.Role.MODEL,
            score,
            List.of(score),
            Map.of(text, score),
            List.of(new MethodResult.Quantile(0.1, 0.123456789)));
    WindowPlot window =
        new WindowPlot(
            text,
            "2015-01-01",
            List.of("2015-01-01", "2015-01-02"),
            List.of(1.0, Double.NaN),
            List.of(List.of(0.0), List.of(1e-7), List.of(123456789.0), List.of(-2.0)),
            0.5);
    return new ReportData(
        new Heading(text, text, text, text, 1, List.of(new Heading.Fact(text, text))),
        Optional.of(
            new TrainingCurve(List.of(new EpochLoss(1, 0.5, OptionalDouble.empty())), 0, 1)),
        List.of(naive, model),
        new WindowPlots(List.of(window), 1, 0, 0, 0),
        Optional.of(
            new GateStrip(
                text,
                text,
                List.of("2015-01-01"),
                List.of(new GateStrip.Input(text, List.of(4.0))),
                List.of(new GateStrip.Unit(1, List.of(0.25), List.of(0.7504))))));
  }

  private static JsonObject embedded(String html) {
    Matcher found = DATA.matcher(html);
    assertThat(found.find()).isTrue();
    return (JsonObject)
        JsonReader.read(found.group(1).getBytes(StandardCharsets.UTF_8), "the page");
  }

  @Test
  void dataComeBackAsTheyWere() {
    JsonObject expected = ReportJson.of(data(NASTY));
    assertThat(expected.toString()).contains("</script>");
    assertThat(embedded(Report.of(data(NASTY)).html())).isEqualTo(expected);
  }

  @Test
  void textNeverBreaksOut() {
    String plain = Report.of(data("x")).html();
    String nasty = Report.of(data(NASTY)).html();
    for (String sign : List.of("<script", "</script", "<!--", "-->", "<title")) {
      assertThat(nasty.split(Pattern.quote(sign), -1))
          .as(sign)
          .hasSameSizeAs(plain.split(Pattern.quote(sign), -1));
    }
    Matcher found = DATA.matcher(nasty);
    assertThat(found.find()).isTrue();
    assertThat(found.group(1)).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    assertThat(nasty)
        .contains(
            "<title>&lt;/script&gt;&lt;!-- &lt;script&gt;alert('&amp;amp;')&lt;/script&gt; ]]&gt; {{data}}");
  }

  @Test
  void numbersAreShortAndUnknownIsNull() {
    assertThat(Report.of(data("x")).html())
        .contains("\"parts\":[[0],[1E-7],[1.23457E+8],[-2]]")
        .contains("\"values\":[1,null]")
        .contains("\"coverage\":null")
        .contains("[0.1,0.123457]")
        .contains("\"validation\":[null]")
        .contains("\"update\":[[250]],\"reset\":[[750]]");
  }

  @Test
  void holdsAllItNeedsAndAsksForNothing() {
    String html = Report.of(data("x")).html();
    assertThat(html)
        .startsWith(Template.MARK)
        .contains(
            "default-src 'none'",
            "<html lang=\"en\">",
            "<noscript>",
            "prefers-color-scheme",
            "@media print")
        .contains("class Chart", "class HeatMap", "function gates()")
        .doesNotContain("{{")
        .doesNotContainPattern("(src|href)\\s*=")
        .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)")
        .doesNotContainPattern("innerHTML|fetch\\(|XMLHttpRequest|import\\(");
  }

  @Test
  void equalDataGiveEqualBytesOnDisk() throws IOException {
    Path first = folder.resolve("a.html");
    Path second = folder.resolve("b.html");
    Samples.report().write(first, Overwrite.REFUSE);
    TrainingReport slower =
        new TrainingReport(
            Samples.TRAINING.outcome(),
            Samples.TRAINING.epochs(),
            Samples.TRAINING.bestEpoch(),
            Samples.TRAINING.steps(),
            99);
    Samples.report().training(slower).write(second, Overwrite.REFUSE);
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.size(first)).isBetween(50_000L, 300_000L);
    assertThat(Files.readString(first)).doesNotContain(folder.toString());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  void replacesReportsAndNothingElse() throws IOException {
    Path file = folder.resolve("r.html");
    Report report = Report.of(data("x"));
    report.write(file, Overwrite.REFUSE);
    refuses(file, Overwrite.REFUSE, file + " exists; choose another name or pass --force");
    Report.of(data("y")).write(file, Overwrite.REPLACE);
    assertThat(file).hasContent(Report.of(data("y")).html());

    Path other = Files.writeString(folder.resolve("notes.html"), "<!doctype html>\nmine");
    refuses(
        other,
        Overwrite.REPLACE,
        other + " is not a Sluice report and is not replaced; choose another --report");
    assertThat(other).hasContent("<!doctype html>\nmine");
    refuses(
        folder, Overwrite.REPLACE, folder + " is a directory, not a file; choose another --report");
    Path none = folder.resolve("none/r.html");
    refuses(
        none,
        Overwrite.REFUSE,
        none
            + ": cannot be written, the directory "
            + none.getParent()
            + " does not exist; create it");
  }

  private static void refuses(Path target, Overwrite overwrite, String sentence) {
    assertThatThrownBy(() -> Report.of(data("z")).write(target, overwrite))
        .isInstanceOf(ModelException.class)
        .hasMessage(sentence);
  }

  @Test
  void refusesPartsThatDoNotFit() {
    ReportData good = data("x");
    assertThatThrownBy(() ->
            new ReportData(
                good.heading(),
                good.training(),
                good.methods().reversed(),
                good.windows(),
                good.gates()))
        .hasMessageContaining("the last of the methods, and no other, is the model's");
    assertThatThrownBy(() ->
            new WindowPlot("g", "t", List.of("a", "b"), List.of(1.0), List.of(List.of(1.0)), 0))
        .hasMessageContaining("2 times, 1 values");
  }
}
