package dev.sluice.cli.stream;

import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.forecast.Architecture;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.CsvColumns;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a forecaster's stack reads of the groups of a CSV file: their last window, or all of their
/// rows where the state is carried.
final class CsvSequences {
  private CsvSequences() {}

  /// @param time the column of times
  /// @param group the column of groups, null for none
  /// @return a sequence for each group, or for each of its targets where these are read apart
  /// @throws IllegalArgumentException if a group is not of training, or too short
  static List<Sequence> read(ForecastModel model, Path file, String time, @Nullable String group) {
    FeatureEncoder encoder = model.spec().encoder();
    CsvColumns columns =
        CsvColumns.time(time)
            .step(encoder.step())
            .values(encoder.window().inputs().toArray(String[]::new));
    Series series = Series.csv(file, group == null ? columns : columns.group(group));
    List<Sequence> sequences = new ArrayList<>();
    for (Group rows : series.groups()) {
      sequences.addAll(sequences(model, series, rows));
    }
    return sequences;
  }

  private static List<Sequence> sequences(ForecastModel model, Series series, Group rows) {
    Seq read = model.stackInput(encoded(model, series, rows));
    boolean apart = model.spec().architecture() instanceof Architecture.Segments;
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < read.lengths().batch(); i++) {
      float[][] steps = read.sequence(i);
      if (steps.length == 0) {
        throw new IllegalArgumentException(
            "group " + rows.name() + " has " + rows.length() + " rows, less than a segment");
      }
      String target = apart ? model.window().targets().get(i) : null;
      Seq x = Seq.of(new float[][][] {steps}, read.features());
      sequences.add(new Sequence(rows.name(), target, times(model, rows, steps.length), x));
    }
    return sequences;
  }

  private static Seq encoded(ForecastModel model, Series series, Group rows) {
    FeatureEncoder encoder = model.spec().encoder();
    List<String> inputs = model.window().inputs();
    int group = encoder.group(rows.name());
    int count =
        model.spec().streaming() == StreamingMode.SLIDING
            ? Math.min(rows.length(), model.window().context())
            : rows.length();
    Tensor features = Tensor.zeros(count, encoder.inputSize());
    double[] values = new double[inputs.size()];
    for (int i = 0; i < count; i++) {
      int t = rows.length() - count + i;
      for (int c = 0; c < values.length; c++) {
        values[c] = rows.value(series.column(inputs.get(c)), t);
      }
      encoder.encodeStep(
          group, rows.axis().at(t), values, features.data(), i * encoder.inputSize());
    }
    return Seq.packed(features, Lengths.of(count));
  }

  /// The times of the last rows in `steps` steps that end with the group.
  private static List<String> times(ForecastModel model, Group rows, int steps) {
    int width =
        model.spec().architecture() instanceof Architecture.Segments segments
            ? segments.length()
            : 1;
    List<String> times = new ArrayList<>();
    for (int i = steps - 1; i >= 0; i--) {
      times.add(rows.axis().step().text(rows.axis().at(rows.length() - 1L - (long) i * width)));
    }
    return times;
  }
}
