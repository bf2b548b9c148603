package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/// The largest over the steps of each sequence: `dy` flows to the first step that holds it.
///
/// From packed rows `[ΣT,F]` to `[B,F]` in the caller's order; 0 for a sequence of length 0. A NaN
/// is larger than everything, so that it shows.
final class SeqMax implements Operation {
  private final Lengths lengths;

  /// The packed row that each element of the result comes from, −1 for none.
  private int[] source = {};

  SeqMax(Lengths lengths) {
    this.lengths = lengths;
  }

  @Override
  public String name() {
    return "max over steps";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(lengths.batch(), inputs.getFirst().columns());
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    int n = frame.outShape().columns();
    y.fill(0);
    source = new int[y.length()];
    Arrays.fill(source, -1);
    for (int t = 0; t < lengths.steps(); t++) {
      for (int p = 0; p < lengths.alive(t); p++) {
        int row = lengths.offset(t) + p;
        for (int j = 0; j < n; j++) {
          int to = lengths.sequenceAt(p) * n + j;
          float value = x.array()[x.offset() + row * n + j];
          // Float.compare: a NaN is the largest, and the first of equals stays
          if (t == 0 || Float.compare(value, y.array()[y.offset() + to]) > 0) {
            y.array()[y.offset() + to] = value;
            source[to] = row;
          }
        }
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    int n = frame.outShape().columns();
    for (int i = 0; i < source.length; i++) {
      if (source[i] >= 0) {
        dx.array()[dx.offset() + source[i] * n + i % n] += dy.array()[dy.offset() + i];
      }
    }
  }
}
