package dev.sluice.core.nn;

import dev.sluice.kernel.ScalarKernels;
import dev.sluice.kernel.ScalarMath;
import java.util.Arrays;
import java.util.Set;

/// One forward layer without noise, in which each ingredient of the arithmetic can be exchanged, to
/// see what it adds to the error. Values are doubles; what rounds to float rounds what it is given
/// first.
///
/// With [Sums#CONTRACT] and nothing exact it gives the library's bits.
final class FloatCell {
  /// What can be computed in double instead of float.
  enum Ingredient {
    NORM,
    ACTIVATION,
    /// The elementwise rest: r ⊙ h', sums of parts, the new state.
    UPDATE,
    /// The state that is carried on.
    STATE
  }

  /// How `b + W x + U h` is summed.
  enum Sums {
    /// The library's: one float from b over x to h, by fma.
    CONTRACT,
    /// The textbook's: two float loops, product and sum rounded apart, then `(b + Wx) + Uh`.
    LOOP,
    /// By fma, but W x and U h each from 0.
    APART,
    /// By fma, 64 terms at a time from 0.
    BLOCKS,
    /// Sixteen partial sums side by side, as SIMD over k does.
    SIXTEEN,
    /// In double.
    EXACT
  }

  private final Sums sums;
  private final Set<Ingredient> exact;
  private final ScalarKernels kernels = new ScalarKernels();

  FloatCell(Sums sums, Set<Ingredient> exact) {
    this.sums = sums;
    this.exact = exact;
  }

  /// Numbers of a layer, the matrices transposed.
  ///
  /// @param input `[I][G·H]`
  /// @param hidden `[H][G·H]`
  record Weights(float[][] input, float[][] hidden, CellOracle.Numbers numbers) {
    static Weights of(CellOracle.Numbers numbers, int inputs, int hidden) {
      return new Weights(
          transpose(numbers.of("input"), inputs), transpose(numbers.of("hidden"), hidden), numbers);
    }

    private static float[][] transpose(double[] w, int columns) {
      float[][] result = new float[columns][w.length / columns];
      for (int i = 0; i < w.length; i++) {
        result[i % columns][i / columns] = (float) w[i];
      }
      return result;
    }
  }

  /// Columns `[from, from+count)` of a matrix times a vector.
  private record Term(float[][] weights, int from, double... v) {}

  private double[] sum(double[] bias, Term... terms) {
    return switch (sums) {
      case CONTRACT -> chain(bias, terms);
      case LOOP -> partial(1, bias, terms);
      case APART -> blocks(Integer.MAX_VALUE, bias, terms);
      case BLOCKS -> blocks(64, bias, terms);
      case SIXTEEN -> partial(16, bias, terms);
      case EXACT -> exactSum(bias, terms);
    };
  }

  private static double[] chain(double[] bias, Term... terms) {
    float[] sum = floats(bias);
    for (Term term : terms) {
      chain(sum, term, 0, term.v.length);
    }
    return doubles(sum);
  }

  private static void chain(float[] sum, Term term, int from, int to) {
    for (int k = from; k < to; k++) {
      float v = (float) term.v[k];
      float[] w = term.weights[k];
      for (int j = 0; j < sum.length; j++) {
        sum[j] = Math.fma(v, w[term.from + j], sum[j]);
      }
    }
  }

  private static double[] blocks(int length, double[] bias, Term... terms) {
    float[] total = floats(bias);
    for (Term term : terms) {
      for (long from = 0; from < term.v.length; from += length) {
        float[] sum = new float[total.length];
        chain(sum, term, (int) from, (int) Math.min(from + length, term.v.length));
        add(total, sum);
      }
    }
    return doubles(total);
  }

  private static double[] partial(int count, double[] bias, Term... terms) {
    float[] total = floats(bias);
    for (Term term : terms) {
      float[][] parts = new float[count][total.length];
      for (int k = 0; k < term.v.length; k++) {
        float v = (float) term.v[k];
        float[] w = term.weights[k];
        float[] sum = parts[k % count];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += v * w[term.from + j];
        }
      }
      for (int half = count / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) {
          add(parts[i], parts[i + half]);
        }
      }
      add(total, parts[0]);
    }
    return doubles(total);
  }

  private static void add(float[] to, float[] from) {
    for (int j = 0; j < to.length; j++) {
      to[j] += from[j];
    }
  }

  private static double[] exactSum(double[] bias, Term... terms) {
    double[] sum = bias.clone();
    for (Term term : terms) {
      for (int k = 0; k < term.v.length; k++) {
        float[] w = term.weights[k];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += term.v[k] * w[term.from + j];
        }
      }
    }
    return sum;
  }

  private static float[] floats(double... values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static double[] doubles(float... values) {
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }

  double[] rnn(RnnSpec spec, Weights w, double[] x, double[] h) {
    double[] a = sum(w.numbers.of("bias"), new Term(w.input, 0, x), new Term(w.hidden, 0, h));
    double[] next = new double[h.length];
    Arrays.setAll(next, j -> stored(activation(spec.activation(), a[j])));
    return next;
  }

  double[] gru(GruSpec spec, Weights w, double[] x, double[] h) {
    int n = h.length;
    boolean after = spec.reset() == Reset.AFTER_MATMUL;
    double[] gates = gates(spec, w, x, h);
    double[] z = new double[n];
    double[] r = new double[n];
    Arrays.setAll(z, j -> activation(spec.gate(), gates[j]));
    Arrays.setAll(r, j -> activation(spec.gate(), gates[n + j]));
    double[] seen = new double[n];
    Arrays.setAll(seen, j -> after ? h[j] : times(r[j], h[j]));
    Term fromState = new Term(w.hidden, 2 * n, seen);
    double[] pre;
    if (spec.norm() == Norm.LAYER || after) {
      double[] p = sum(bias(spec, w, 2 * n, n), new Term(w.input, 2 * n, x));
      double[] u = sum(after ? bias(spec, w, 3 * n, n) : new double[n], fromState);
      double[] fromInput = norm(spec, w, "input_candidate", p);
      double[] recurrent = norm(spec, w, "hidden_candidate", u);
      pre = new double[n];
      Arrays.setAll(
          pre,
          j -> after ? fma(r[j], recurrent[j], fromInput[j]) : plus(fromInput[j], recurrent[j]));
    } else {
      pre = sum(bias(spec, w, 2 * n, n), new Term(w.input, 2 * n, x), fromState);
    }
    double[] next = new double[n];
    for (int j = 0; j < n; j++) {
      double candidate = activation(spec.candidate(), pre[j]);
      next[j] = stored(fma(z[j], plus(candidate, -h[j]), h[j]));
    }
    return next;
  }

  private double[] gates(GruSpec spec, Weights w, double[] x, double[] h) {
    int n = h.length;
    Term input = new Term(w.input, 0, x);
    Term hidden = new Term(w.hidden, 0, h);
    if (spec.norm() == Norm.NONE) {
      return sum(bias(spec, w, 0, 2 * n), input, hidden);
    }
    double[] one = norm(spec, w, "input_gates", sum(new double[2 * n], input));
    double[] two = norm(spec, w, "hidden_gates", sum(new double[2 * n], hidden));
    Arrays.setAll(one, j -> plus(one[j], two[j]));
    return one;
  }

  private static double[] bias(GruSpec spec, Weights w, int from, int count) {
    return spec.norm() == Norm.LAYER
        ? new double[count]
        : Arrays.copyOfRange(w.numbers.of("bias"), from, from + count);
  }

  private double[] norm(GruSpec spec, Weights w, String part, double[] a) {
    if (spec.norm() == Norm.NONE) {
      return a;
    }
    int n = a.length;
    double[] gain = w.numbers.of("norm." + part + ".gain");
    double[] bias = w.numbers.of("norm." + part + ".bias");
    double[] y = new double[n];
    if (exact.contains(Ingredient.NORM)) {
      double mean = Arrays.stream(a).sum() / n;
      double variance = Arrays.stream(a).map(v -> (v - mean) * (v - mean)).sum() / n;
      double s = 1 / Math.sqrt(variance + GruNorm.EPSILON);
      Arrays.setAll(y, j -> gain[j] * ((a[j] - mean) * s) + bias[j]);
      return y;
    }
    float[] hat = floats(a);
    float mean = kernels.sum(n, hat, 0) / n;
    for (int j = 0; j < n; j++) {
      hat[j] -= mean;
    }
    float variance = kernels.sumOfSquares(n, hat, 0) / n;
    float s = 1f / (float) Math.sqrt(variance + GruNorm.EPSILON);
    Arrays.setAll(y, j -> Math.fma((float) gain[j], hat[j] * s, (float) bias[j]));
    return y;
  }

  private double activation(Activation kind, double a) {
    if (exact.contains(Ingredient.ACTIVATION) || kind == Activation.RELU) {
      return CellOracle.activation(kind, a);
    }
    return switch (kind) {
      case TANH -> ScalarMath.tanh((float) a);
      case SIGMOID -> ScalarMath.sigmoid((float) a);
      default -> (float) CellOracle.activation(kind, (float) a);
    };
  }

  private double fma(double a, double b, double c) {
    return exact.contains(Ingredient.UPDATE)
        ? a * b + c
        : Math.fma((float) a, (float) b, (float) c);
  }

  private double plus(double a, double b) {
    return exact.contains(Ingredient.UPDATE) ? a + b : (float) a + (float) b;
  }

  private double times(double a, double b) {
    return exact.contains(Ingredient.UPDATE) ? a * b : (float) a * (float) b;
  }

  private double stored(double h) {
    return exact.contains(Ingredient.STATE) ? h : Flush.of((float) h);
  }
}
