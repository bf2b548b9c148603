package dev.sluice.cli.stream;

import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.forecast.Architecture;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import java.util.ArrayList;
import java.util.List;

/// What a forecaster's stack reads of the groups of a series: their last window, or all of their
/// rows where the state is carried. Rows behind the last whole one are the future.
final class SeriesSequences {
  private SeriesSequences() {}

  /// A sequence for each group, or for each of its targets where these are read apart.
  ///
  /// @throws IllegalArgumentException if a group is not of training, has no row or a hole, or is
  ///   too short
  static List<Sequence> of(ForecastModel model, Series series) {
    List<Sequence> sequences = new ArrayList<>();
    for (Group rows : series.groups()) {
      sequences.addAll(sequences(model, series, rows));
    }
    return sequences;
  }

  private static List<Sequence> sequences(ForecastModel model, Series series, Group rows) {
    int end = end(model, series, rows);
    Seq read = model.stackInput(encoded(model, series, rows, end));
    boolean apart = model.spec().architecture() instanceof Architecture.Segments;
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < read.lengths().batch(); i++) {
      float[][] steps = read.sequence(i);
      if (steps.length == 0) {
        throw new IllegalArgumentException(
            "group " + rows.name() + " has " + end + " rows, less than a segment");
      }
      String target = apart ? model.window().targets().get(i) : null;
      Seq x = Seq.of(new float[][][] {steps}, read.features());
      sequences.add(new Sequence(rows.name(), target, times(model, rows, end, steps.length), x));
    }
    return sequences;
  }

  /// Behind the last row with all inputs.
  private static int end(ForecastModel model, Series series, Group rows) {
    int end = rows.length();
    while (end > 0 && isMissing(model, series, rows, end - 1)) {
      end--;
    }
    if (end == 0) {
      throw new IllegalArgumentException(
          "group %s has no row with all of %s".formatted(rows.name(), model.window().inputs()));
    }
    return end;
  }

  private static boolean isMissing(ForecastModel model, Series series, Group rows, int t) {
    return model.window().inputs().stream()
        .anyMatch(column -> rows.isMissing(series.column(column), t));
  }

  private static Seq encoded(ForecastModel model, Series series, Group rows, int end) {
    FeatureEncoder encoder = model.spec().encoder();
    List<String> inputs = model.window().inputs();
    int group = encoder.group(rows.name());
    int count =
        model.spec().streaming() == StreamingMode.SLIDING
            ? Math.min(end, model.window().context())
            : end;
    Tensor features = Tensor.zeros(count, encoder.inputSize());
    double[] values = new double[inputs.size()];
    for (int i = 0; i < count; i++) {
      int t = end - count + i;
      for (int c = 0; c < values.length; c++) {
        values[c] = rows.value(series.column(inputs.get(c)), t);
      }
      encoder.encodeStep(
          group, rows.axis().at(t), values, features.data(), i * encoder.inputSize());
    }
    return Seq.packed(features, Lengths.of(count));
  }

  /// The times of the last rows in `steps` steps up to `end`.
  private static List<String> times(ForecastModel model, Group rows, int end, int steps) {
    int width =
        model.spec().architecture() instanceof Architecture.Segments segments
            ? segments.length()
            : 1;
    List<String> times = new ArrayList<>();
    for (int i = steps - 1; i >= 0; i--) {
      times.add(rows.axis().step().text(rows.axis().at(end - 1L - (long) i * width)));
    }
    return times;
  }
}
