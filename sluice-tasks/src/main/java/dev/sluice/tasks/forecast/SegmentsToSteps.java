package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// Forecast segments as forecast steps, with the windows' last values added.
///
/// ```
/// in  [S·B·D, w·P]   segment s of target d of window b in row (s·B + b)·D + d
/// out [B, H·D·P]     y(b, h, d, p) = x((s·B + b)·D + d, j, p) + (last(b, d) if p = 0)     h = s·w + j < H
/// dx  takes dy from there; 0 beyond H
/// ```
///
/// @param last `[B·D]`, not copied; must not change any more
record SegmentsToSteps(SegmentSpec spec, float[] last) implements Operation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape expected =
        Shape.of(spec.segmentsAhead() * last.length, spec.segment() * spec.output().parts());
    if (!inputs.getFirst().equals(expected)) {
      throw new IllegalArgumentException(
          name() + ": segments have shape " + inputs.getFirst() + ", needed is " + expected);
    }
    return Shape.of(
        last.length / spec.targets(), spec.horizon() * spec.targets() * spec.output().parts());
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    int parts = spec.output().parts();
    forEach((series, from, to, count) -> {
      for (int j = 0; j < count; j++) {
        int in = x.offset() + from + j * parts;
        int out = y.offset() + to + j * parts * spec.targets();
        System.arraycopy(x.array(), in, y.array(), out, parts);
        y.array()[out] += last[series];
      }
    });
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    int parts = spec.output().parts();
    forEach((series, from, to, count) -> {
      for (int j = 0; j < count; j++) {
        int in = dx.offset() + from + j * parts;
        int out = dy.offset() + to + j * parts * spec.targets();
        for (int p = 0; p < parts; p++) {
          dx.array()[in + p] += dy.array()[out + p];
        }
      }
    });
  }

  /// One segment of one series: `count` steps from `from` on in the rows, P apart, from `to` on,
  /// D·P apart, in the result.
  private interface Piece {
    void move(int series, int from, int to, int count);
  }

  private void forEach(Piece piece) {
    int w = spec.segment();
    int targets = spec.targets();
    int horizon = spec.horizon();
    int parts = spec.output().parts();
    for (int s = 0; s < spec.segmentsAhead(); s++) {
      int count = Math.min(w, horizon - s * w);
      for (int r = 0; r < last.length; r++) {
        int to = (r / targets * horizon + s * w) * targets + r % targets;
        piece.move(r, (s * last.length + r) * w * parts, to * parts, count);
      }
    }
  }
}
