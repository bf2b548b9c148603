package dev.sluice.cli.classify;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.classify.ClassScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a training came to.
record ClassResult(List<String> labels, ClassScore validation, Optional<ClassScore> test) {
  String table() {
    StringBuilder out = new StringBuilder();
    line(out, "validation", validation);
    test.ifPresent(score -> line(out, "test", score));
    return out
        + "\n"
        + new ClassTable(labels, test.orElse(validation))
            .text(test.isPresent() ? "test" : "validation");
  }

  private static void line(StringBuilder out, String name, ClassScore score) {
    out.append(String.format(Locale.ROOT, "%-10s  %s%n", name, ClassTable.summary(score)));
  }

  String json(Path directory, int parameters) {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("model", directory.toString())
            .put("parameters", parameters)
            .put("labels", JsonArray.ofStrings(labels));
    put(line, "validation", validation);
    test.ifPresent(score -> put(line, "test", score));
    return JsonWriter.compact(line.build());
  }

  private static void put(JsonObject.Builder line, String name, ClassScore score) {
    line.put(name + "_accuracy", score.accuracy())
        .put(name + "_macro_f1", score.macroF1())
        .put(name + "_nats", score.nats())
        .put(name + "_calibration_error", score.calibrationError())
        .put(name + "_confusion", ClassTable.matrix(score));
  }
}
