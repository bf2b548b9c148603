package dev.sluice.cli.reproduce;

import dev.sluice.cli.report.LineChart;
import dev.sluice.cli.report.LineChart.Line;
import dev.sluice.cli.report.LineChart.Point;
import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.translate.Multi30k.Language;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a training with or without attention came to, for texts of each length.
record SentenceLengthResult(
    Language target, Looking looking, TrainedLine trained, List<Scored> groups) {
  private static final List<Looking> BOTH = List.of(Looking.ADDITIVE, Looking.NONE);

  /// Texts of about one length.
  ///
  /// @param words of a source, the mean
  /// @param bleu of lower-cased texts
  record Scored(String name, int joined, double words, int texts, double bleu) {
    static Scored of(LengthGroup group, double bleu) {
      return new Scored(
          group.name(), group.joined(), group.meanWords(), group.pairs().size(), bleu);
    }

    private Json json() {
      return JsonObject.builder()
          .put("name", name)
          .put("joined", joined)
          .put("words", Math.round(words * 10) / 10.0)
          .put("texts", texts)
          .put("bleu_lower", bleu)
          .build();
    }
  }

  String json() {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("data", "multi30k")
            .put("target", target.code())
            .put("attention", looking.name().toLowerCase(Locale.ROOT));
    trained.put(line);
    return JsonWriter.compact(
        line.put("lengths", new JsonArray(groups.stream().map(Scored::json).toList())).build());
  }

  /// A row for each length: means, and the range where there are seeds.
  static String table(List<SentenceLengthResult> results) {
    SentenceLengthResult first = results.getFirst();
    StringBuilder out = new StringBuilder();
    out.append(
        "Multi30k, English to %s; BLEU of lower-cased texts by words of the source, mean of seeds (least to most).\n\n"
            .formatted(first.target.title()));
    out.append("words     mean  texts               attention                 without\n");
    for (int i = 0; i < first.groups.size(); i++) {
      Scored group = first.groups.get(i);
      out.append(
          String.format(Locale.ROOT, "%-8s  %4.1f  %5d", group.name, group.words, group.texts));
      for (Looking looking : BOTH) {
        out.append(String.format(Locale.ROOT, "  %22s", cell(results, looking, i)));
      }
      out.append('\n');
    }
    out.append("\nJoined texts are synthetic: pairs that follow each other in the test parts.\n\n");
    out.append("attention  ").append(TrainedLine.HEADS);
    for (SentenceLengthResult each : results) {
      out.append("\n%-9s  ".formatted(name(each.looking))).append(each.trained.cells());
    }
    return out.toString();
  }

  private static String cell(List<SentenceLengthResult> results, Looking looking, int group) {
    List<SentenceLengthResult> chosen = of(results, looking);
    return chosen.isEmpty()
        ? "-"
        : TrainedLine.meanAndRange(chosen, each -> each.groups.get(group).bleu);
  }

  private static List<SentenceLengthResult> of(
      List<SentenceLengthResult> results, Looking looking) {
    return results.stream().filter(each -> each.looking == looking).toList();
  }

  /// BLEU over words, a line with attention and one without; joined texts have lines of their own.
  static LineChart chart(List<SentenceLengthResult> results) {
    List<Line> lines =
        Stream.of(false, true)
            .flatMap(joined ->
                BOTH.stream()
                    .map(looking -> of(results, looking))
                    .filter(chosen -> !chosen.isEmpty())
                    .map(chosen -> line(chosen, joined)))
            .filter(line -> !line.points().isEmpty())
            .toList();
    String language = results.getFirst().target.title();
    return new LineChart(
        "English to %s: what attention is for".formatted(language),
        "words of the source",
        "BLEU",
        lines);
  }

  private static Line line(List<SentenceLengthResult> chosen, boolean joined) {
    SentenceLengthResult first = chosen.getFirst();
    List<Point> points =
        IntStream.range(0, first.groups.size())
            .filter(i -> first.groups.get(i).joined > 1 == joined)
            .mapToObj(i -> point(chosen, i))
            .toList();
    return new Line(name(first.looking) + (joined ? ", joined" : ""), points);
  }

  private static Point point(List<SentenceLengthResult> chosen, int group) {
    DoubleSummaryStatistics bleu =
        chosen.stream().mapToDouble(each -> each.groups.get(group).bleu).summaryStatistics();
    double words = Math.rint(chosen.getFirst().groups.get(group).words);
    return new Point(words, bleu.getAverage(), bleu.getMin(), bleu.getMax());
  }

  static String name(Looking looking) {
    return looking == Looking.NONE ? "without" : "attention";
  }
}
