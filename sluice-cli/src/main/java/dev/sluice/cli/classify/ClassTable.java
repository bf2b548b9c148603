package dev.sluice.cli.classify;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.classify.ClassScore;
import dev.sluice.train.metric.F1;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A score class by class.
record ClassTable(List<String> labels, ClassScore score) {
  /// Above so many classes a confusion matrix is no longer a picture.
  private static final int MOST_SHOWN = 20;

  /// All classes together, in a line.
  static String summary(ClassScore score) {
    return String.format(
        Locale.ROOT,
        "%6d samples  accuracy %5.2f %%  macro F1 %5.2f  loss %.3f nats  calibration error %4.1f %%",
        score.samples(),
        100 * score.accuracy(),
        100 * score.macroF1(),
        score.nats(),
        100 * score.calibrationError());
  }

  /// A line for each class, then who is taken for whom.
  ///
  /// @param part what was scored
  String text(String part) {
    int width = Math.max(5, labels.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%-" + width + "s  samples  precision  recall      F1   (%s)%n",
            "class",
            part));
    for (int c = 0; c < labels.size(); c++) {
      F1 f1 = score.of(c);
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
      confusion(out, width);
    }
    return out.toString().stripTrailing();
  }

  private void confusion(StringBuilder out, int width) {
    int cell = Math.max(width, 6);
    out.append(
        String.format(Locale.ROOT, "%n%-" + width + "s  taken for%n%" + width + "s", "class", ""));
    labels.forEach(label -> out.append(String.format(Locale.ROOT, "  %" + cell + "s", label)));
    long[][] counts = score.confusion();
    for (int c = 0; c < labels.size(); c++) {
      out.append(String.format(Locale.ROOT, "%n%-" + width + "s", labels.get(c)));
      for (long count : counts[c]) {
        out.append(String.format(Locale.ROOT, "  %" + cell + "d", count));
      }
    }
    out.append('\n');
  }

  /// Precision, recall and F1 by class.
  JsonObject classes() {
    JsonObject.Builder all = JsonObject.builder();
    for (int c = 0; c < labels.size(); c++) {
      F1 f1 = score.of(c);
      all.put(
          labels.get(c),
          JsonObject.builder()
              .put("samples", f1.wanted())
              .put("precision", f1.precision())
              .put("recall", f1.recall())
              .put("f1", f1.value())
              .build());
    }
    return all.build();
  }

  /// Who is taken for whom, a row for each class.
  static JsonArray matrix(ClassScore score) {
    return JsonArray.of(
        Arrays.stream(score.confusion())
            .map(row ->
                JsonArray.ofIntegers(Arrays.stream(row).mapToInt(Math::toIntExact).toArray()))
            .toArray(JsonArray[]::new));
  }
}
