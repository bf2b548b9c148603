package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Definitions;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;

/// Elementwise operations against their definitions, broadcasting included.
class ElementwiseOracleTest {
  private static final long SEED = RandomSeed.forClass(ElementwiseOracleTest.class);
  private static long trial;

  private final Samples samples = new Samples(SEED + trial++);

  private void unary(UnaryOperator<Var> ours, DoubleUnaryOperator definition, Tensor x) {
    OpCheck.check(samples, in -> ours.apply(in.getFirst()), in -> in.getFirst().map(definition), x);
  }

  private Tensor any() {
    return samples.odd(samples.extent(), samples.extent());
  }

  private Tensor positive() {
    return samples.positive(samples.extent(), samples.extent());
  }

  @RepeatedTest(5)
  void functionsOfOneTensor() {
    unary(Var::tanh, Math::tanh, any());
    unary(Var::sigmoid, Definitions::sigmoid, any());
    unary(Var::relu, x -> Math.max(0, x), any());
    unary(Var::exp, Math::exp, any());
    unary(Var::log, Math::log, positive());
    unary(Var::abs, Math::abs, any());
    unary(Var::square, x -> x * x, any());
    unary(Var::sqrt, Math::sqrt, positive());
    unary(Var::negate, x -> -x, any());
    unary(x -> x.scale(1.75f), x -> 1.75 * x, any());
    unary(x -> x.shift(-0.3f), x -> x + -0.3f, any());
    // three times the range, so that both ends are met
    unary(
        x -> x.scale(3).hardSigmoid(),
        x -> Math.clamp(0.2f * 3 * x + 0.5, 0, 1),
        samples.odd(7, 13));
  }

  private interface Pair {
    Var of(Var a, Var b);
  }

  private void binary(Pair ours, DoubleBinaryOperator definition, Supplier<Tensor> b, Tensor a) {
    Tensor second = b.get();
    OpCheck.check(
        samples,
        in -> ours.of(in.get(0), in.get(1)),
        in -> in.get(0).zip(in.get(1), definition),
        a,
        second);
    if (!second.shape().equals(a.shape())) {
      OpCheck.check(
          samples,
          in -> ours.of(in.get(1), in.get(0)),
          in -> in.get(0).zip(in.get(1), (x, y) -> definition.applyAsDouble(y, x)),
          a,
          second);
    }
  }

  private void allOf(Tensor a, int... shapeOfB) {
    Supplier<Tensor> b = () -> samples.even(shapeOfB);
    binary(Var::plus, Double::sum, b, a);
    binary(Var::minus, (x, y) -> x - y, b, a);
    binary(Var::times, (x, y) -> x * y, b, a);
    binary(Var::max, Math::max, b, a);
    binary(Var::min, Math::min, b, a);
    binary(Ops::max, Math::max, b, a);
    binary(Ops::min, Math::min, b, a);
    Tensor numerator = samples.positive(a.shape().dims());
    binary(Var::divide, (x, y) -> x / y, () -> samples.positive(shapeOfB), numerator);
  }

  @RepeatedTest(3)
  void functionsOfTwoTensors() {
    int n = samples.extent();
    int r = samples.extent();
    int f = samples.extent();
    allOf(samples.odd(r, f), r, f);
    allOf(samples.odd(r, f), f);
    allOf(samples.odd(r, f), r, 1);
    allOf(samples.odd(r, f));
    allOf(samples.odd(r, f), 1);
    allOf(samples.odd(n, r, f), n, r, f);
    allOf(samples.odd(n, r, f), r, f);
    allOf(samples.odd(n, r, f), f);
    allOf(samples.odd(n, r, f), n, r, 1);
    allOf(samples.odd(f), f);
    allOf(samples.odd());
  }

  @RepeatedTest(3)
  void fusedMultiplyAdd() {
    int r = samples.extent();
    int f = samples.extent();
    OpCheck.check(
        samples,
        in -> Ops.fma(in.get(0), in.get(1), in.get(2)),
        in -> in.get(0).zip(in.get(1), (a, b) -> a * b).zip(in.get(2), Double::sum),
        samples.odd(r, f),
        samples.even(r, f),
        samples.odd(r, f));
  }
}
