package dev.sluice.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An operation added from another package, with public methods alone.
class CustomOperationTest {
  /// `y = a²·b`, keeping `a²`.
  private static final class SquareTimes implements Operation {
    private Floats square = Floats.of();

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Frame frame) {
      square = frame.keep(frame.out().length());
      for (int i = 0; i < square.length(); i++) {
        square.set(i, frame.in(0).get(i) * frame.in(0).get(i));
        frame.out().set(i, square.get(i) * frame.in(1).get(i));
      }
    }

    @Override
    public void backward(Frame frame) {
      for (int i = 0; i < square.length(); i++) {
        float dy = frame.outGradient().get(i);
        if (frame.wants(0)) {
          Floats da = frame.inGradient(0);
          da.set(i, da.get(i) + dy * 2 * frame.in(0).get(i) * frame.in(1).get(i));
        }
        if (frame.wants(1)) {
          Floats db = frame.inGradient(1);
          db.set(i, db.get(i) + dy * square.get(i));
        }
      }
    }
  }

  @Test
  void computesDifferentiatesAndExplains() {
    Tensor values = Tensor.of(Shape.of(2), 3, -4);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var a = tape.input(values);
      Var b = tape.input(values);
      Var y = tape.apply(new SquareTimes(), a, b);
      Var same = tape.apply(new SquareTimes(), a, a);
      var gradients = tape.backward(y.plus(same).sum());
      assertThat(y.copy().data()).containsExactly(27, -64);
      assertThat(gradients.of(a).data()).containsExactly(2 * 9 + 3 * 9, 2 * 16 + 3 * 16);
      assertThat(gradients.of(b).data()).containsExactly(9, 16);
      assertThat(tape.firstNonFinite()).isEmpty();
    }
    try (Tape tape = Tape.inference()) {
      Var a = tape.constant(Tensor.of(Shape.of(1), Float.NaN));
      tape.apply(new SquareTimes(), a, a);
      assertThat(tape.firstNonFinite())
          .hasValueSatisfying(s -> assertThat(s).contains("SquareTimes made NaN"));
    }
  }
}
