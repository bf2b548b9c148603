package dev.sluice.cli.tag;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.tag.TagScore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a training came to.
record TagResult(TagScore validation, Optional<TagScore> test) {
  String table() {
    StringBuilder out = new StringBuilder(table("validation", validation));
    test.ifPresent(score -> row(out, "test", score));
    return out.toString();
  }

  /// Of one score.
  static String table(String name, TagScore score) {
    StringBuilder out = new StringBuilder("               words  accuracy  of unknown ones");
    out.append(score.spans().isPresent() ? "  precision  recall     F1" : "");
    row(out, name, score);
    return out.toString();
  }

  private static void row(StringBuilder out, String name, TagScore score) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n%-10s  %8d   %5.2f %%          %s",
            name,
            score.words(),
            100 * score.accuracy(),
            score.unknown() == 0
                ? "    –  "
                : String.format(Locale.ROOT, "%5.2f %%", 100 * score.unknownAccuracy())));
    score
        .spans()
        .ifPresent(spans ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "    %5.2f %%  %5.2f %%  %5.2f",
                    100 * spans.precision(),
                    100 * spans.recall(),
                    100 * spans.value())));
  }

  String json(Path directory, int parameters) {
    JsonObject.Builder line =
        JsonObject.builder().put("model", directory.toString()).put("parameters", parameters);
    put(line, "validation", validation);
    test.ifPresent(score -> put(line, "test", score));
    return JsonWriter.compact(line.build());
  }

  private static void put(JsonObject.Builder line, String name, TagScore score) {
    line.put(name + "_words", score.words()).put(name + "_accuracy", score.accuracy());
    if (score.unknown() > 0) {
      line.put(name + "_unknown_accuracy", score.unknownAccuracy());
    }
    score.spans().ifPresent(spans -> line.put(name + "_f1", spans.value()));
  }
}
