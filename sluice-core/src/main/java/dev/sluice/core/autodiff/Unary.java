package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;
import java.util.Locale;

/// `y = f(x)`, element by element: `dx += dy · f'(x)`.
record Unary(UnaryFunction function) implements Operation {
  @Override
  public String name() {
    return function.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Frame frame) {
    Compute compute = frame.compute();
    Floats x = frame.in(0);
    Floats y = frame.out();
    Parallel.run(
        compute,
        x.length(),
        1,
        (share, from, to) ->
            function.forward(
                compute.kernels(), to - from, x.slice(from, to - from), y.slice(from, to - from)));
  }

  @Override
  public void backward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    Floats dy = frame.outGradient();
    Floats dx = frame.inGradient(0);
    Parallel.run(
        frame.compute(),
        x.length(),
        1,
        (share, from, to) ->
            function.backward(
                to - from,
                x.array(),
                x.offset() + from,
                y.array(),
                y.offset() + from,
                dy.array(),
                dy.offset() + from,
                dx.array(),
                dx.offset() + from));
  }
}
