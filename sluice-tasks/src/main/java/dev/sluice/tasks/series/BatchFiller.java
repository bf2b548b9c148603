package dev.sluice.tasks.series;

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
    int first = windows.originIndex(indices[b]) - context + 1;
    int[] columns = columns(encoder.window().inputs());
    double[] values = new double[columns.length];
    for (int t = 0; t < context; t++) {
      read(owner, columns, first + t, values);
      int offset = lengths.row(b, t) * encoder.inputSize();
      encoder.seen(group, owner.axis().secondAt(first + t), values, rows.data(), offset);
    }
  }

  private void fillKnown(int b, Tensor known) {
    Group owner = owner(b);
    int group = encoder.group(owner.name());
    int[] columns = columns(encoder.window().known());
    double[] values = new double[columns.length];
    for (int h = 0; h < horizon; h++) {
      read(owner, columns, target(b, h), values);
      int offset = (b * horizon + h) * encoder.knownSize();
      encoder.ahead(group, owner.axis().secondAt(target(b, h)), values, 0, known.data(), offset);
    }
  }

  private void fillTargets(int b, Tensor targets) {
    Group owner = owner(b);
    int group = encoder.group(owner.name());
    int[] columns = columns(encoder.window().targets());
    for (int h = 0; h < horizon; h++) {
      boolean open = target(b, h) >= owner.length();
      for (int d = 0; d < columns.length; d++) {
        double value = open ? Double.NaN : owner.value(columns[d], target(b, h));
        targets.data()[(b * horizon + h) * columns.length + d] =
            (float) encoder.target(group, d, value, owner.axis().secondAt(target(b, h)));
      }
    }
  }

  private static void read(Group owner, int[] columns, int t, double[] values) {
    for (int i = 0; i < columns.length; i++) {
      values[i] = owner.value(columns[i], t);
    }
  }

  private Group owner(int b) {
    return windows.series().groups().get(windows.group(indices[b]));
  }

  private int target(int b, int h) {
    return windows.originIndex(indices[b]) + 1 + h;
  }

  private int[] columns(List<String> names) {
    return names.stream().mapToInt(windows.series()::column).toArray();
  }
}
