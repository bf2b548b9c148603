package dev.sluice.testing.oracle;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Operations of the tape as their definitions read.
public final class Definitions {
  private Definitions() {}

  /// `Σ f(i)` for i from 0 to n−1.
  public static double sum(int n, IntToDoubleFunction f) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += f.applyAsDouble(i);
    }
    return sum;
  }

  /// The largest `f(i)` for i from 0 to n−1.
  public static double max(int n, IntToDoubleFunction f) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, f.applyAsDouble(i));
    }
    return max;
  }

  /// σ
  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// `[R,K]·[K,P]`
  public static Doubles matmul(Doubles a, Doubles b) {
    return Doubles.define(
        new int[] {a.extent(0), b.extent(1)},
        i -> sum(a.extent(1), k -> a.at(i[0], k) * b.at(k, i[1])));
  }

  /// `[N,M,K]·[N,K,P]`
  public static Doubles batchMatmul(Doubles a, Doubles b) {
    return Doubles.define(
        new int[] {a.extent(0), a.extent(1), b.extent(2)},
        i -> sum(a.extent(2), k -> a.at(i[0], i[1], k) * b.at(i[0], k, i[2])));
  }

  /// `[R,I]`, `[O,I]` → `x·wᵀ`
  public static Doubles linear(Doubles x, Doubles w) {
    return matmul(x, transpose(w));
  }

  /// `[R,C]` → `[C,R]`
  public static Doubles transpose(Doubles x) {
    return Doubles.define(new int[] {x.extent(1), x.extent(0)}, i -> x.at(i[1], i[0]));
  }

  /// `[N,R,C]` → `[N,C,R]`
  public static Doubles batchTranspose(Doubles x) {
    return Doubles.define(
        new int[] {x.extent(0), x.extent(2), x.extent(1)}, i -> x.at(i[0], i[2], i[1]));
  }

  /// A reduction of `[A,B,C]` over one axis: `reduce` sees the elements along it.
  public static Doubles reduce(Doubles x, int axis, Reduction reduce) {
    int[] dims = new int[2];
    for (int i = 0; i < 2; i++) {
      dims[i] = x.extent(i < axis ? i : i + 1);
    }
    return Doubles.define(
        dims,
        i ->
            reduce.of(
                x.extent(axis),
                k ->
                    switch (axis) {
                      case 0 -> x.at(k, i[0], i[1]);
                      case 1 -> x.at(i[0], k, i[1]);
                      default -> x.at(i[0], i[1], k);
                    }));
  }

  /// Makes one number of n.
  @FunctionalInterface
  public interface Reduction {
    /// Of `f(0)` … `f(n−1)`.
    double of(int n, IntToDoubleFunction f);
  }

  /// Softmax of each row of `[R,F]`.
  public static Doubles softmax(Doubles x) {
    return Doubles.define(
        x.shape(), i -> Math.exp(x.at(i)) / sum(x.extent(1), j -> Math.exp(x.at(i[0], j))));
  }

  /// Layer normalisation of each row of `[R,F]`.
  public static Doubles layerNorm(Doubles x, Doubles gain, Doubles bias, double epsilon) {
    int n = x.extent(1);
    return Doubles.define(
        x.shape(),
        i -> {
          double mean = sum(n, j -> x.at(i[0], j)) / n;
          double variance = sum(n, j -> Math.pow(x.at(i[0], j) - mean, 2)) / n;
          return gain.at(i[1]) * (x.at(i) - mean) / Math.sqrt(variance + epsilon) + bias.at(i[1]);
        });
  }

  /// Rows of `[R,F]` by number, −1 for zeros.
  public static Doubles gatherRows(Doubles x, int... rows) {
    return Doubles.define(
        new int[] {rows.length, x.extent(1)}, i -> rows[i[0]] < 0 ? 0 : x.at(rows[i[0]], i[1]));
  }

  /// `[A,B,C]` tensors one after the other along an axis.
  public static Doubles concat(int axis, List<Doubles> parts) {
    int[] dims = parts.getFirst().shape().clone();
    dims[axis] = parts.stream().mapToInt(p -> p.extent(axis)).sum();
    return Doubles.define(
        dims,
        index -> {
          int[] own = index.clone();
          for (Doubles part : parts) {
            if (own[axis] < part.extent(axis)) {
              return part.at(own);
            }
            own[axis] -= part.extent(axis);
          }
          throw new AssertionError("beyond the last part");
        });
  }

  /// The part `[from, to)` of an axis.
  public static Doubles slice(Doubles x, int axis, int from, int to) {
    int[] dims = x.shape().clone();
    dims[axis] = to - from;
    return Doubles.define(
        dims,
        index -> {
          int[] own = index.clone();
          own[axis] += from;
          return x.at(own);
        });
  }
}
