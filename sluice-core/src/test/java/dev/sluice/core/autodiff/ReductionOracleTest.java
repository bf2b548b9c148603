package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Definitions.Reduction;
import dev.sluice.testing.oracle.Doubles;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;

/// Reductions and normalisations against their definitions.
class ReductionOracleTest {
  private static final long SEED = RandomSeed.forClass(ReductionOracleTest.class);
  private static long trial;
  private static final Reduction MEAN = (n, f) -> Definitions.sum(n, f) / n;

  private final Samples samples = new Samples(SEED + trial++);

  private void check(UnaryOperator<Var> ours, UnaryOperator<Doubles> definition, Tensor x) {
    OpCheck.check(
        samples, in -> ours.apply(in.getFirst()), in -> definition.apply(in.getFirst()), x);
  }

  private static Doubles all(Doubles x, Reduction reduction) {
    return Doubles.define(new int[0], i -> reduction.of(x.values().length, j -> x.values()[j]));
  }

  @RepeatedTest(5)
  void overEverything() {
    check(Var::sum, x -> all(x, Definitions::sum), samples.odd(samples.extent(), samples.extent()));
    check(Var::mean, x -> all(x, MEAN), samples.odd(samples.positive(), samples.positive()));
  }

  @RepeatedTest(5)
  void overOneAxis() {
    for (int axis = 0; axis < 3; axis++) {
      int k = axis;
      int[] dims = {samples.extent(), samples.extent(), samples.extent()};
      check(x -> x.sum(k), x -> Definitions.reduce(x, k, Definitions::sum), samples.odd(dims));
      dims[axis] = samples.positive();
      check(x -> x.mean(k - 3), x -> Definitions.reduce(x, k, MEAN), samples.odd(dims));
      check(x -> x.max(k), x -> Definitions.reduce(x, k, Definitions::max), samples.distinct(dims));
    }
  }

  @RepeatedTest(5)
  void softmax() {
    int[] dims = {samples.extent(), samples.extent()};
    check(Var::softmax, Definitions::softmax, samples.odd(dims));
    check(Var::logSoftmax, x -> Definitions.softmax(x).map(Math::log), samples.odd(dims));
  }

  @RepeatedTest(5)
  void layerNorm() {
    int f = 1 + samples.positive();
    OpCheck.check(
        samples,
        in -> Ops.layerNorm(in.get(0), in.get(1), in.get(2), 1e-2f),
        in -> Definitions.layerNorm(in.get(0), in.get(1), in.get(2), 1e-2f),
        samples.distinct(samples.extent(), f),
        samples.odd(f),
        samples.even(f));
  }
}
