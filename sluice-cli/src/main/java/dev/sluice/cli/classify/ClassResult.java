package dev.sluice.cli.classify;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.classify.ClassScore;
import dev.sluice.train.metric.F1;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a training came to.
record ClassResult(List<String> labels, ClassScore validation, Optional<ClassScore> test) {
  /// Above so many classes a confusion matrix is no longer a picture.
  private static final int MOST_SHOWN = 20;

  String table() {
    StringBuilder out = new StringBuilder();
    line(out, "validation", validation);
    test.ifPresent(score -> line(out, "test", score));
    ClassScore shown = test.orElse(validation);
    String name = test.isPresent() ? "test" : "validation";
    int width = Math.max(5, labels.stream().mapToInt(String::length).max().orElse(0));
    out.append(
        String.format(
            Locale.ROOT,
            "%n%-" + width + "s  samples  precision  recall      F1   (%s)%n",
            "class",
            name));
    for (int c = 0; c < labels.size(); c++) {
      F1 f1 = shown.of(c);
      out.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %7d    %5.1f %%  %5.1f %%  %5.1f%n",
              labels.get(c),
              f1.wanted(),
              100 * f1.precision(),
              100 * f1.recall(),
              100 * f1.value()));
    }
    if (labels.size() <= MOST_SHOWN) {
      confusion(out, shown, width);
    }
    return out.toString().stripTrailing();
  }

  private static void line(StringBuilder out, String name, ClassScore score) {
    out.append(
        String.format(
            Locale.ROOT,
            "%-10s  %6d samples  accuracy %5.2f %%  macro F1 %5.2f  loss %.3f nats  calibration error %4.1f %%%n",
            name,
            score.samples(),
            100 * score.accuracy(),
            100 * score.macroF1(),
            score.nats(),
            100 * score.calibrationError()));
  }

  private void confusion(StringBuilder out, ClassScore score, int width) {
    int cell = Math.max(width, 6);
    out.append(
        String.format(Locale.ROOT, "%n%-" + width + "s  taken for%n%" + width + "s", "class", ""));
    labels.forEach(label -> out.append(String.format(Locale.ROOT, "  %" + cell + "s", label)));
    for (int c = 0; c < labels.size(); c++) {
      out.append(String.format(Locale.ROOT, "%n%-" + width + "s", labels.get(c)));
      for (long count : score.confusion()[c]) {
        out.append(String.format(Locale.ROOT, "  %" + cell + "d", count));
      }
    }
    out.append('\n');
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
        .put(
            name + "_confusion",
            JsonArray.of(
                Arrays.stream(score.confusion())
                    .map(row ->
                        JsonArray.ofIntegers(
                            Arrays.stream(row).mapToInt(Math::toIntExact).toArray()))
                    .toArray(JsonArray[]::new)));
  }
}
