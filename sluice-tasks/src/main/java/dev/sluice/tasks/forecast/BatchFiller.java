package dev.sluice.tasks.forecast;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Lays windows out as a [WindowBatch].
final class BatchFiller {
  private final FeatureEncoder encoder;
  private final Windows windows;
  private final int[] indices; // [B]
  private final int context;
  private final int horizon;

  BatchFiller(FeatureEncoder encoder, Windows windows, int[] indices) {
    this.encoder = encoder;
    this.windows = windows;
    this.indices = indices;
    this.context = encoder.window().context();
    this.horizon = encoder.window().horizon();
  }

  WindowBatch fill() {
    int batch = indices.length;
    Lengths lengths =
        Lengths.equal(batch, context)
            .samples(Arrays.stream(indices).mapToLong(windows::id).toArray());
    Tensor rows = Tensor.zeros(lengths.rows(), encoder.inputSize());
    Tensor known = Tensor.zeros(batch, horizon, encoder.knownSize());
    Tensor targets = Tensor.zeros(batch, horizon * encoder.window().targets().size());
    for (int b = 0; b < batch; b++) {
      fillInputs(b, rows, lengths);
      fillKnown(b, known);
      fillTargets(b, targets);
    }
    return new WindowBatch(Seq.packed(rows, lengths), known, targets);
  }

  private void fillInputs(int b, Tensor rows, Lengths lengths) {
    Group owner = owner(b);
    int group = encoder.group(owner.name());
    int first = windows.originDay(indices[b]) - context + 1;
    int[] columns = columns(encoder.window().inputs());
    double[] values = new double[columns.length];
    for (int t = 0; t < context; t++) {
      int day = first + t;
      Arrays.setAll(values, i -> owner.value(columns[i], day));
      int offset = lengths.row(b, t) * encoder.inputSize();
      encoder.encodeDay(group, owner.axis().date(day), values, rows.data(), offset);
    }
  }

  private void fillKnown(int b, Tensor known) {
    Group owner = owner(b);
    int group = encoder.group(owner.name());
    for (int h = 0; h < horizon; h++) {
      int offset = (b * horizon + h) * encoder.knownSize();
      encoder.encodeKnown(group, owner.axis().date(target(b, h)), known.data(), offset);
    }
  }

  private void fillTargets(int b, Tensor targets) {
    Group owner = owner(b);
    int group = encoder.group(owner.name());
    int[] columns = columns(encoder.window().targets());
    for (int h = 0; h < horizon; h++) {
      for (int d = 0; d < columns.length; d++) {
        double value =
            encoder.targetScale(group, d).standardise(owner.value(columns[d], target(b, h)));
        targets.data()[(b * horizon + h) * columns.length + d] = (float) value;
      }
    }
  }

  private Group owner(int b) {
    return windows.series().groups().get(windows.group(indices[b]));
  }

  private int target(int b, int h) {
    return windows.originDay(indices[b]) + 1 + h;
  }

  private int[] columns(List<String> names) {
    return names.stream().mapToInt(windows.series()::column).toArray();
  }
}
