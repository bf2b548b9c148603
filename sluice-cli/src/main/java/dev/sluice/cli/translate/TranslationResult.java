package dev.sluice.cli.translate;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.translate.TranslationScore;
import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a training came to.
record TranslationResult(TranslationScore validation, Optional<TranslationScore> test) {
  private static final String HEAD =
      "              texts   nats   BLEU  lower-cased   chrF   exact";

  /// For a person.
  String table() {
    return table(", %.0f texts a second");
  }

  /// For the model's card: without the speed, so that equal trainings give equal cards.
  String card() {
    return table("");
  }

  private String table(String speed) {
    StringBuilder out = new StringBuilder(HEAD);
    row(out, "validation", validation);
    test.ifPresent(score -> row(out, "test", score));
    return out.append(signatures(test.orElse(validation), speed)).toString();
  }

  /// Of one file.
  static String table(String name, TranslationScore score) {
    StringBuilder out = new StringBuilder(HEAD);
    row(out, name, score);
    return out.append(signatures(score, ", %.0f texts a second")).toString();
  }

  private static String signatures(TranslationScore score, String speed) {
    return "%n%n%s%n%s%n%s%s"
        .formatted(
            score.bleu(),
            score.lower(),
            score.chrf(),
            String.format(Locale.ROOT, speed, score.speed()))
        .replace("\r", "");
  }

  private static void row(StringBuilder out, String name, TranslationScore score) {
    out.append(
        String.format(
            Locale.ROOT,
            "\n%-10s  %,7d  %5.3f  %5.2f        %5.2f  %5.2f  %4.1f %%",
            name,
            score.texts(),
            score.nats(),
            score.bleu().score(),
            score.lower().score(),
            score.chrf().score(),
            100 * score.exact()));
  }

  /// For a program.
  ///
  /// @param parameters of the network
  String json(Path directory, int parameters, TrainingReport report) {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("model", directory.toString())
            .put("parameters", parameters)
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put(
                "history",
                new JsonArray(report.epochs().stream().map(TranslationResult::json).toList()));
    put(line, "validation_", validation);
    test.ifPresent(score -> put(line, "test_", score));
    return JsonWriter.compact(line.build());
  }

  private static Json json(EpochLoss epoch) {
    JsonObject.Builder line = JsonObject.builder().put("train_loss", epoch.train());
    epoch.validation().ifPresent(loss -> line.put("validation_loss", loss));
    epoch.measure().ifPresent(bleu -> line.put("validation_greedy_bleu", bleu));
    return line.build();
  }

  /// @param name what the names of all values begin with
  static void put(JsonObject.Builder line, String name, TranslationScore score) {
    line.put(name + "texts", score.texts())
        .put(name + "nats", score.nats())
        .put(name + "bleu", score.bleu().score())
        .put(name + "bleu_lower", score.lower().score())
        .put(name + "chrf", score.chrf().score())
        .put(name + "exact", score.exact())
        .put(name + "signature", score.bleu().signature())
        .put(name + "signature_lower", score.lower().signature())
        .put(name + "signature_chrf", score.chrf().signature());
  }
}
