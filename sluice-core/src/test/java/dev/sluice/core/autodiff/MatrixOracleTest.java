package dev.sluice.core.autodiff;

import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Doubles;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;

/// Products and rearrangements against their definitions.
class MatrixOracleTest {
  private static final long SEED = RandomSeed.forClass(MatrixOracleTest.class);
  private static long trial;

  private final Samples samples = new Samples(SEED + trial++);

  @RepeatedTest(8)
  void products() {
    int n = samples.extent();
    int m = samples.extent();
    int k = samples.extent();
    int p = samples.extent();
    OpCheck.check(
        samples,
        in -> in.get(0).matmul(in.get(1)),
        in -> Definitions.matmul(in.get(0), in.get(1)),
        samples.odd(m, k),
        samples.even(k, p));
    OpCheck.check(
        samples,
        in -> Ops.affine(in.get(0), in.get(1), null),
        in -> Definitions.linear(in.get(0), in.get(1)),
        samples.odd(m, k),
        samples.even(p, k));
    OpCheck.check(
        samples,
        in -> Ops.affine(in.get(0), in.get(1), in.get(2)),
        in -> Definitions.linear(in.get(0), in.get(1)).zip(in.get(2), Double::sum),
        samples.odd(m, k),
        samples.even(p, k),
        samples.odd(p));
    OpCheck.check(
        samples,
        in -> Ops.addMatmul(in.get(2), in.get(0), in.get(1)),
        in -> Definitions.linear(in.get(0), in.get(1)).zip(in.get(2), Double::sum),
        samples.odd(m, k),
        samples.even(p, k),
        samples.odd(m, p));
    OpCheck.check(
        samples,
        in -> Ops.batchMatmul(in.get(0), in.get(1)),
        in -> Definitions.batchMatmul(in.get(0), in.get(1)),
        samples.odd(n, m, k),
        samples.even(n, k, p));
    OpCheck.check(
        samples,
        in -> Ops.batchMatmulTransposed(in.get(0), in.get(1)),
        in -> Definitions.batchMatmul(in.get(0), Definitions.batchTranspose(in.get(1))),
        samples.odd(n, m, k),
        samples.even(n, p, k));
  }

  @RepeatedTest(5)
  void productsOfMoreAxes() {
    int n = samples.extent();
    int m = samples.extent();
    int k = samples.extent();
    int p = samples.extent();
    OpCheck.check(
        samples,
        in -> Ops.affine(in.get(0), in.get(1), in.get(2)),
        in ->
            Definitions.linear(in.get(0).reshape(n * m, k), in.get(1))
                .zip(in.get(2), Double::sum)
                .reshape(n, m, p),
        samples.odd(n, m, k),
        samples.even(p, k),
        samples.odd(p));
    OpCheck.check(
        samples,
        in -> in.get(0).matmul(in.get(1)),
        in -> Definitions.matmul(in.get(0).reshape(1, k), in.get(1)).reshape(p),
        samples.odd(k),
        samples.even(k, p));
  }

  @RepeatedTest(5)
  void rearrangements() {
    int a = samples.extent();
    int b = samples.extent();
    int c = samples.extent();
    OpCheck.check(
        samples,
        in -> in.getFirst().transpose(),
        in -> Definitions.transpose(in.getFirst()),
        samples.odd(a, b));
    OpCheck.check(
        samples,
        in -> in.getFirst().reshape(b * c, a).tanh(),
        in -> in.getFirst().reshape(b * c, a).map(Math::tanh),
        samples.odd(a, b, c));
    OpCheck.check(
        samples,
        in -> in.getFirst().transpose().reshape(a, b).reshape(b * a),
        in -> Definitions.transpose(in.getFirst()).reshape(b * a),
        samples.odd(a, b));
    OpCheck.check(
        samples,
        in -> Ops.stack(in.get(0), in.get(1), in.get(0)),
        in ->
            Definitions.concat(
                0,
                List.of(
                    in.get(0).reshape(1, a, b),
                    in.get(1).reshape(1, a, b),
                    in.get(0).reshape(1, a, b))),
        samples.odd(a, b),
        samples.odd(a, b));
    for (int axis = 0; axis < 3; axis++) {
      slices(axis, a, b, c);
    }
  }

  private void slices(int axis, int... dims) {
    int from = samples.below(dims[axis] + 1);
    int to = from + samples.below(dims[axis] - from + 1);
    OpCheck.check(
        samples,
        in -> in.getFirst().slice(axis - 3, from, to),
        in -> Definitions.slice(in.getFirst(), axis, from, to),
        samples.odd(dims));
    int[] other = dims.clone();
    other[axis] = samples.extent();
    OpCheck.check(
        samples,
        in -> Ops.concat(axis, in.get(0), in.get(1), in.get(0)),
        in -> Definitions.concat(axis, List.of(in.get(0), in.get(1), in.get(0))),
        samples.odd(dims),
        samples.odd(other));
  }

  @RepeatedTest(5)
  void rowsByNumber() {
    int r = samples.positive();
    int[] rows = new int[samples.extent()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = samples.below(r + 1) - 1;
    }
    OpCheck.check(
        samples,
        in -> Ops.gatherRows(in.getFirst(), rows),
        in -> Definitions.gatherRows(in.getFirst(), rows),
        samples.odd(r, samples.extent()));
  }

  @RepeatedTest(5)
  void variablesUsedTwice() {
    int n = samples.extent();
    OpCheck.check(
        samples,
        in -> in.getFirst().matmul(in.getFirst()).plus(in.getFirst().transpose()),
        in -> square(in.getFirst()),
        samples.odd(n, n));
    OpCheck.check(
        samples,
        in -> Ops.fma(in.getFirst(), in.getFirst(), in.getFirst()).times(in.getFirst()),
        in -> in.getFirst().map(x -> (x * x + x) * x),
        samples.odd(n, n));
  }

  private static Doubles square(Doubles x) {
    return Definitions.matmul(x, x).zip(Definitions.transpose(x), Double::sum);
  }
}
