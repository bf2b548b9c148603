package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;
import java.util.Locale;

/// `y = f(a, b)`, element by element, one operand repeated where it is smaller, see [Spread].
///
/// `da += dy·∂f/∂a`, summed over the places where `a` is repeated: down the rows in ascending
/// order, along a row by the kernels' fixed tree. Likewise `db`.
record Binary(BinaryFunction function) implements Operation {
  @Override
  public String name() {
    return function.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Spread.of(name(), inputs.get(0), inputs.get(1)).shape();
  }

  @Override
  public void forward(Frame frame) {
    Spread spread = Spread.of(name(), frame.inShape(0), frame.inShape(1));
    Floats a = frame.in(0);
    Floats b = frame.in(1);
    Floats y = frame.out();
    int as = spread.a().column();
    int bs = spread.b().column();
    if (spread.rows() == 1) {
      Parallel.run(
          frame.compute(),
          spread.columns(),
          1,
          (share, from, to) ->
              function.forward(
                  to - from,
                  a.array(),
                  a.offset() + from * as,
                  as,
                  b.array(),
                  b.offset() + from * bs,
                  bs,
                  y.array(),
                  y.offset() + from));
      return;
    }
    for (int i = 0; i < spread.rows(); i++) {
      function.forward(
          spread.columns(),
          a.array(),
          a.offset() + i * spread.a().row(),
          as,
          b.array(),
          b.offset() + i * spread.b().row(),
          bs,
          y.array(),
          y.offset() + i * spread.columns());
    }
  }

  @Override
  public void backward(Frame frame) {
    Spread spread = Spread.of(name(), frame.inShape(0), frame.inShape(1));
    for (int input = 0; input < 2; input++) {
      if (frame.wants(input)) {
        addGradient(frame, spread, input);
      }
    }
  }

  private void addGradient(Frame frame, Spread spread, int input) {
    Compute compute = frame.compute();
    Spread.Strides own = input == 0 ? spread.a() : spread.b();
    Floats a = frame.in(0);
    Floats b = frame.in(1);
    Floats dy = frame.outGradient();
    Floats gradient = frame.inGradient(input);
    Floats row = compute.arena().floats(spread.columns());
    for (int i = 0; i < spread.rows(); i++) {
      int ao = a.offset() + i * spread.a().row();
      int bo = b.offset() + i * spread.b().row();
      int go = gradient.offset() + i * own.row();
      slopes(input, spread, a.array(), ao, b.array(), bo, row);
      int dyo = dy.offset() + i * spread.columns();
      for (int j = 0; j < row.length(); j++) {
        row.array()[row.offset() + j] *= dy.array()[dyo + j];
      }
      if (own.column() == 0) {
        gradient.array()[go] += compute.kernels().sum(row.length(), row.array(), row.offset());
      } else {
        for (int j = 0; j < row.length(); j++) {
          gradient.array()[go + j] += row.array()[row.offset() + j];
        }
      }
    }
  }

  private void slopes(int input, Spread spread, float[] a, int ao, float[] b, int bo, Floats row) {
    int as = spread.a().column();
    int bs = spread.b().column();
    float[] slope = row.array();
    int so = row.offset();
    if (input == 0) {
      for (int j = 0; j < row.length(); j++) {
        slope[so + j] = function.slopeA(a[ao + j * as], b[bo + j * bs]);
      }
    } else {
      for (int j = 0; j < row.length(); j++) {
        slope[so + j] = function.slopeB(a[ao + j * as], b[bo + j * bs]);
      }
    }
  }
}
