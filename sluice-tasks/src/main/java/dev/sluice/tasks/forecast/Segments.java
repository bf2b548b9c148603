package dev.sluice.tasks.forecast;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/// Windows cut in segments, each target a sequence of its own, less the value that the target has
/// in the window's last step.
///
/// Sequence `b·D + d` is target d of window b. Segments end with the window: of a window whose
/// length is no multiple of w the first steps are left out.
///
/// @param rows the segments, `[ΣT,w]`
/// @param last the values taken away, `[B·D]`; 0 for a window of length 0
/// @param tail the last L steps, less the same values, `[B·D,L]`; 0 before a window's beginning
record Segments(Seq rows, float[] last, Tensor tail) {
  /// @param windows B sequences of F features
  static Segments of(Seq windows, SegmentSpec spec) {
    Lengths lengths = windows.lengths();
    int targets = spec.targets();
    for (int column : spec.columns()) {
      Objects.checkIndex(column, windows.features());
    }
    float[] last = new float[lengths.batch() * targets];
    int[] counts = new int[last.length];
    long[] samples = new long[last.length];
    for (int b = 0; b < lengths.batch(); b++) {
      int length = lengths.length(b);
      if (length > 0) {
        int from = lengths.row(b, length - 1) * windows.features();
        for (int d = 0; d < targets; d++) {
          last[b * targets + d] = windows.rows().data()[from + spec.columns().get(d)];
        }
      }
      Arrays.fill(counts, b * targets, (b + 1) * targets, length / spec.segment());
      for (int d = 0; d < targets; d++) {
        samples[b * targets + d] = lengths.sample(b) * targets + d;
      }
    }
    Lengths cut = Lengths.of(counts).samples(samples);
    Tensor rows = Tensor.zeros(cut.rows(), spec.segment());
    Tensor tail = Tensor.zeros(last.length, spec.straightSteps());
    Segments result = new Segments(Seq.packed(rows, cut), last, tail);
    for (int b = 0; b < lengths.batch(); b++) {
      result.fill(windows, b, spec);
      result.fillTail(windows, b, spec);
    }
    return result;
  }

  private void fill(Seq windows, int b, SegmentSpec spec) {
    int w = spec.segment();
    int targets = spec.targets();
    int[] columns = spec.columns().stream().mapToInt(Integer::intValue).toArray();
    int length = windows.lengths().length(b);
    float[] from = windows.rows().data();
    float[] to = rows.rows().data();
    for (int i = 0, t = length % w; i < length / w; i++) {
      for (int j = 0; j < w; j++, t++) {
        int x = windows.lengths().row(b, t) * windows.features();
        for (int r = b * targets, d = 0; d < targets; r++, d++) {
          to[rows.lengths().row(r, i) * w + j] = from[x + columns[d]] - last[r];
        }
      }
    }
  }

  private void fillTail(Seq windows, int b, SegmentSpec spec) {
    int steps = spec.straightSteps();
    int targets = spec.targets();
    int length = windows.lengths().length(b);
    for (int i = Math.max(0, steps - length); i < steps; i++) {
      int x = windows.lengths().row(b, length - steps + i) * windows.features();
      for (int d = 0; d < targets; d++) {
        int r = b * targets + d;
        float value = windows.rows().data()[x + spec.columns().get(d)];
        tail.data()[r * steps + i] = value - last[r];
      }
    }
  }
}
