package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Doubles;
import dev.sluice.testing.oracle.Packing;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;

/// Operations on sequences against their definitions, which pack by themselves.
class SeqOracleTest {
  private static final long SEED = RandomSeed.forClass(SeqOracleTest.class);
  private static long trial;

  private final Samples samples = new Samples(SEED + trial++);
  private final int[] lengths = randomLengths();
  private final Lengths plan = Lengths.of(lengths);
  private final Packing packing = new Packing(lengths);
  private final int features = samples.extent();

  private int[] randomLengths() {
    int[] result = new int[samples.extent()];
    for (int i = 0; i < result.length; i++) {
      result[i] = samples.below(6);
    }
    return result;
  }

  private void check(Function<SeqVar, Var> ours, UnaryOperator<Doubles> definition, Tensor x) {
    OpCheck.check(
        samples,
        in -> ours.apply(new SeqVar(in.getFirst(), plan)),
        in -> definition.apply(in.getFirst()),
        x);
  }

  private Tensor rows() {
    return samples.distinct(packing.rows(), features);
  }

  @RepeatedTest(8)
  void pooling() {
    check(SeqVar::sum, x -> packing.pool(x, Definitions::sum), rows());
    check(SeqVar::mean, x -> packing.pool(x, (n, f) -> Definitions.sum(n, f) / n), rows());
    check(SeqVar::max, x -> packing.pool(x, Definitions::max), rows());
    check(SeqVar::last, x -> packing.pool(x, (n, f) -> f.applyAsDouble(n - 1)), rows());
    check(SeqVar::first, x -> packing.pool(x, (n, f) -> f.applyAsDouble(0)), rows());
    check(s -> s.at(2), x -> packing.pool(x, (n, f) -> n > 2 ? f.applyAsDouble(2) : 0), rows());
  }

  private Doubles rearranged(Doubles x, Source source) {
    int[] from = new int[packing.rows()];
    for (int i = 0; i < lengths.length; i++) {
      for (int t = 0; t < lengths[i]; t++) {
        from[packing.row(i, t)] = source.row(i, t);
      }
    }
    return Definitions.gatherRows(x, from);
  }

  private interface Source {
    int row(int i, int t);
  }

  @RepeatedTest(8)
  void rearranging() {
    check(
        s -> s.reverse().rows(),
        x -> rearranged(x, (i, t) -> packing.row(i, lengths[i] - 1 - t)),
        rows());
    check(
        s -> s.shiftRight().rows(),
        x -> rearranged(x, (i, t) -> t == 0 ? -1 : packing.row(i, t - 1)),
        rows());
    OpCheck.check(
        samples,
        in -> SeqVar.repeat(in.getFirst(), plan).rows(),
        in -> rearranged(in.getFirst(), (i, t) -> i),
        samples.odd(lengths.length, features));
    int steps = plan.steps() + 2;
    OpCheck.check(
        samples,
        in -> SeqVar.fromPadded(in.getFirst(), plan).rows(),
        in ->
            rearranged(
                in.getFirst().reshape(lengths.length * steps, features), (i, t) -> i * steps + t),
        samples.odd(lengths.length, steps, features));
    check(SeqVar::toPadded, this::padded, rows());
  }

  private Doubles padded(Doubles x) {
    return Doubles.define(
        new int[] {lengths.length, plan.steps(), features},
        i -> i[1] < lengths[i[0]] ? x.at(packing.row(i[0], i[1]), i[2]) : 0);
  }

  @RepeatedTest(4)
  void stepByStep() {
    check(s -> s.tanh().rows(), x -> x.map(Math::tanh), rows());
    check(
        s -> s.relu().rows(), x -> x.map(v -> Math.max(0, v)), samples.odd(rows().shape().dims()));
    check(s -> s.sigmoid().rows(), x -> x.map(Definitions::sigmoid), rows());
    check(s -> s.plus(s.tanh()).rows(), x -> x.map(v -> v + Math.tanh(v)), rows());
    check(s -> s.times(s.tanh()).rows(), x -> x.map(v -> v * Math.tanh(v)), rows());
    check(
        s -> SeqVar.concat(s, s.tanh(), s).rows(),
        x -> Definitions.concat(1, List.of(x, x.map(Math::tanh), x)),
        rows());
  }
}
