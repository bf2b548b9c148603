package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// Forecast segments as forecast steps, with the windows' last values added.
///
/// ```
/// in  [S·B·D, w]   segment s of target d of window b in row (s·B + b)·D + d
/// out [B, H·D]     y(b, h, d) = x((s·B + b)·D + d, j) + last(b, d)     h = s·w + j < H
/// dx  takes dy from there; 0 beyond H
/// ```
///
/// @param last `[B·D]`, not copied; must not change any more
record SegmentsToSteps(SegmentSpec spec, float[] last) implements Operation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape expected = Shape.of(spec.segmentsAhead() * last.length, spec.segment());
    if (!inputs.getFirst().equals(expected)) {
      throw new IllegalArgumentException(
          name() + ": segments have shape " + inputs.getFirst() + ", needed is " + expected);
    }
    return Shape.of(last.length / spec.targets(), spec.horizon() * spec.targets());
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    forEach((series, from, to, count) -> {
      float start = last[series];
      for (int j = 0; j < count; j++) {
        y.array()[y.offset() + to + j * spec.targets()] = x.array()[x.offset() + from + j] + start;
      }
    });
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    forEach((series, from, to, count) -> {
      for (int j = 0; j < count; j++) {
        dx.array()[dx.offset() + from + j] += dy.array()[dy.offset() + to + j * spec.targets()];
      }
    });
  }

  /// One segment of one series: `count` steps from `from` on in the rows, from `to` on, D apart, in
  /// the result.
  private interface Piece {
    void move(int series, int from, int to, int count);
  }

  private void forEach(Piece piece) {
    int w = spec.segment();
    int targets = spec.targets();
    int horizon = spec.horizon();
    for (int s = 0; s < spec.segmentsAhead(); s++) {
      int count = Math.min(w, horizon - s * w);
      for (int r = 0; r < last.length; r++) {
        int to = (r / targets * horizon + s * w) * targets + r % targets;
        piece.move(r, (s * last.length + r) * w, to, count);
      }
    }
  }
}
