package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.translate.PhonemeScore;
import dev.sluice.tasks.translate.PhonemeScore.Errors;
import java.util.List;
import java.util.Locale;

/// What a training on the sound of words came to.
///
/// @param speed words said in a second
record CmuDictResult(
    TrainedLine trained, PhonemeScore validation, PhonemeScore test, double speed) {
  String json() {
    JsonObject.Builder line = JsonObject.builder().put("data", "cmudict");
    trained.put(line);
    put(line, "validation", validation);
    put(line, "test", test);
    return JsonWriter.compact(line.put("words_per_second", Math.round(speed)).build());
  }

  private static void put(JsonObject.Builder line, String name, PhonemeScore score) {
    line.put(name + "_words", score.words())
        .put(name + "_word_error", score.plain().word())
        .put(name + "_phoneme_error", score.plain().phoneme())
        .put(name + "_stressed_word_error", score.stressed().word())
        .put(name + "_stressed_phoneme_error", score.stressed().phoneme());
  }

  static String table(List<CmuDictResult> results) {
    return table(results, Times.TOLD);
  }

  /// For the model's card.
  String card() {
    return table(List.of(this), Times.LEFT_OUT);
  }

  private static String table(List<CmuDictResult> results, Times times) {
    StringBuilder out = new StringBuilder();
    out.append(
        "CMUdict; %% of words said wrong and of phonemes (edits), stress removed / with stress; beam of 5; %,d test words.\n\n"
            .formatted(results.getFirst().test.words()));
    out.append(TrainedLine.heads(times))
        .append("  validation words  validation phonemes       test words    test phonemes")
        .append(times.told("  words/s"))
        .append('\n');
    for (CmuDictResult each : results) {
      Errors plain = each.validation.plain();
      Errors stressed = each.validation.stressed();
      out.append(each.trained.cells(times))
          .append(both("%16s", plain.word(), stressed.word()))
          .append(both("%19s", plain.phoneme(), stressed.phoneme()))
          .append(both("%15s", each.test.plain().word(), each.test.stressed().word()))
          .append(both("%15s", each.test.plain().phoneme(), each.test.stressed().phoneme()))
          .append(times.told(String.format(Locale.ROOT, "  %7.0f", each.speed)))
          .append('\n');
    }
    out.append("\nTest words wrong, stress removed ")
        .append(TrainedLine.meanAndRange(results, each -> 100 * each.test.plain().word()));
    return out.append(".").toString();
  }

  /// Two shares in a column.
  private static String both(String column, double plain, double stressed) {
    String text = String.format(Locale.ROOT, "%.2f / %.2f", 100 * plain, 100 * stressed);
    return "  " + String.format(Locale.ROOT, column, text);
  }
}
