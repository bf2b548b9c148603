package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.translate.Multi30k.Language;
import dev.sluice.tasks.translate.TranslationScore;
import dev.sluice.tasks.translate.metric.Casing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a training on captions came to.
///
/// @param casing of all texts; if they are lower-case, only lower-case scores are told
record Multi30kResult(
    Language target,
    Casing casing,
    TrainedLine trained,
    TranslationScore validation,
    TranslationScore test2016,
    Optional<TranslationScore> test2017) {
  String json() {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("data", "multi30k")
            .put("target", target.code())
            .put("casing", casing.name().toLowerCase(Locale.ROOT));
    trained.put(line);
    line.put("validation_nats", validation.nats());
    put(line, "validation", validation);
    put(line, "test2016", test2016);
    test2017.ifPresent(score -> put(line, "test2017", score));
    return JsonWriter.compact(
        line.put("signature", test2016.lower().signature())
            .put("chrf_signature", test2016.chrf().signature())
            .put("sentences_per_second", Math.round(test2016.speed() * 10) / 10.0)
            .build());
  }

  private void put(JsonObject.Builder line, String name, TranslationScore score) {
    line.put(name + "_bleu_lower", score.lower().score());
    if (casing == Casing.MIXED) {
      line.put(name + "_bleu", score.bleu().score());
    }
    line.put(name + "_chrf", score.chrf().score());
  }

  static String table(List<Multi30kResult> results) {
    return table(results, Times.TOLD);
  }

  /// For the model's card.
  String card() {
    return table(List.of(this), Times.LEFT_OUT);
  }

  private static String table(List<Multi30kResult> results, Times times) {
    Multi30kResult first = results.getFirst();
    StringBuilder out = new StringBuilder();
    out.append(
        "Multi30k, English to %s%s; BLEU of lower-cased texts (lc) and as written (cased), chrF; beam of 5.\n\n"
            .formatted(
                first.target.title(),
                first.casing == Casing.LOWER ? ", all texts made lower-case" : ""));
    out.append(TrainedLine.heads(times))
        .append("  val lc  2016 lc  cased   chrF  2017 lc  cased   chrF")
        .append(times.told("  sentences/s"))
        .append('\n');
    for (Multi30kResult each : results) {
      out.append(each.trained.cells(times))
          .append(String.format(Locale.ROOT, "  %6.2f", each.validation.lower().score()))
          .append(each.cells(Optional.of(each.test2016)))
          .append(each.cells(each.test2017))
          .append(times.told(String.format(Locale.ROOT, "  %11.1f", each.test2016.speed())))
          .append('\n');
    }
    if (results.size() > 1) {
      out.append("\nTest 2016 lc ")
          .append(TrainedLine.meanAndRange(results, each -> each.test2016.lower().score()))
          .append(".\n");
    }
    out.append("\nTest 2016, seed %d:\n".formatted(first.trained.seed()));
    out.append(first.test2016.lower());
    if (first.casing == Casing.MIXED) {
      out.append('\n').append(first.test2016.bleu());
    }
    return out.append('\n').append(first.test2016.chrf()).toString();
  }

  private String cells(Optional<TranslationScore> score) {
    return score
        .map(each ->
            String.format(Locale.ROOT, "  %7.2f", each.lower().score())
                + (casing == Casing.LOWER
                    ? "      -"
                    : String.format(Locale.ROOT, "  %5.2f", each.bleu().score()))
                + String.format(Locale.ROOT, "  %5.2f", each.chrf().score()))
        .orElse("        -      -      -");
  }
}
