package dev.sluice.cli.speech;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.speech.SpeechScore;
import dev.sluice.tasks.speech.score.Alignment;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a training came to.
record SpeechResult(SpeechScore validation, Optional<SpeechScore> test) {
  /// Whether nearly all words of the validation are missing.
  boolean saysNothing() {
    return validation.words().deletions() > 0.9 * validation.words().reference();
  }

  String table() {
    StringBuilder out = new StringBuilder(table("validation", validation));
    test.ifPresent(score -> row(out, "test", score));
    return out.toString();
  }

  /// Of one score.
  static String table(String name, SpeechScore score) {
    StringBuilder out =
        new StringBuilder(
            "            recordings  words  word errors  character errors  without error");
    row(out, name, score);
    return out.toString();
  }

  /// The worst of it, what was said above what was heard; nothing if all is right.
  static String worst(SpeechScore score) {
    StringBuilder out = new StringBuilder();
    for (Alignment each : score.worst()) {
      out.append(out.isEmpty() ? String.format("%n%nWith the most errors:") : "");
      out.append(String.format("%n%n%s", each.toText()));
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, SpeechScore score) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n%-10s  %10d  %5d      %5.2f %%           %5.2f %%        %5.2f %%",
            name,
            score.utterances(),
            score.words().reference(),
            100 * score.words().rate(),
            100 * score.characters().rate(),
            100.0 * score.perfect() / score.utterances()));
  }

  String json(Path directory, int parameters) {
    JsonObject.Builder line =
        JsonObject.builder().put("model", directory.toString()).put("parameters", parameters);
    put(line, "validation_", validation);
    test.ifPresent(score -> put(line, "test_", score));
    return JsonWriter.compact(line.build());
  }

  /// @param prefix of each name
  static void put(JsonObject.Builder line, String prefix, SpeechScore score) {
    line.put(prefix + "recordings", score.utterances())
        .put(prefix + "words", score.words().reference())
        .put(prefix + "word_error", score.words().rate())
        .put(prefix + "substitutions", score.words().substitutions())
        .put(prefix + "deletions", score.words().deletions())
        .put(prefix + "insertions", score.words().insertions())
        .put(prefix + "character_error", score.characters().rate());
  }
}
