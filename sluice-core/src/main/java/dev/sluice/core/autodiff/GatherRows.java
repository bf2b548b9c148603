package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y[i] = x[rows[i]]`, or zeros where `rows[i]` is −1: `dx[rows[i]] += dy[i]`, `i` ascending.
///
/// Embedding, the last step of each sequence, reversal in time, padding are all this.
final class GatherRows implements Operation {
  private final String name;
  private final int[] rows;

  /// @param rows not copied; must not change any more
  GatherRows(String name, int[] rows) {
    this.name = name;
    this.rows = rows;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.getFirst();
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          name + ": shape " + x + " is no matrix [R,F]; reshape() it");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < -1 || rows[i] >= x.dim(0)) {
        throw new IllegalArgumentException(
            name
                + ": index "
                + i
                + " asks for row "
                + rows[i]
                + " of shape "
                + x
                + "; rows are 0 to "
                + (x.dim(0) - 1)
                + ", or -1 for zeros");
      }
    }
    return Shape.of(rows.length, x.dim(1));
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    int columns = frame.outShape().columns();
    for (int i = 0; i < rows.length; i++) {
      Floats row = y.slice(i * columns, columns);
      if (rows[i] < 0) {
        row.fill(0);
      } else {
        row.set(x.slice(rows[i] * columns, columns));
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    int columns = frame.outShape().columns();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= 0) {
        Products.addTo(dy.slice(i * columns, columns), dx.slice(rows[i] * columns, columns));
      }
    }
  }
}
