package dev.sluice.core.autodiff;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Operations on several tensors; those of one tensor, or of two elementwise, are methods of [Var].
///
/// Every sum over inputs is one accumulator per element, inputs ascending, by `fma`; a row of a
/// result depends on no other row.
public final class Ops {
  private Ops() {}

  /// `b + x·wᵀ`, accumulators starting from the bias.
  ///
  /// @param x `[…,I]`
  /// @param w `[O,I]`
  /// @param b `[O]`, or null for none
  /// @return `[…,O]`
  public static Var affine(Var x, Var w, @Nullable Var b) {
    return b == null
        ? x.tape().apply(new AddMatMul(AddMatMul.Start.ZERO), x, w)
        : x.tape().apply(new AddMatMul(AddMatMul.Start.BIAS), x, w, b);
  }

  /// `c + a·wᵀ`, accumulators starting from `c`: so that a projection of the inputs, followed by
  /// this for the hidden state, has the bits of one sum over both.
  ///
  /// @param c `[…,O]`
  /// @param a `[…,I]`
  /// @param w `[O,I]`
  /// @return `[…,O]`
  public static Var addMatmul(Var c, Var a, Var w) {
    return c.tape().apply(new AddMatMul(AddMatMul.Start.ROWS), a, w, c);
  }

  /// `a·b + c` elementwise with one rounding; the shapes must be equal.
  public static Var fma(Var a, Var b, Var c) {
    return a.tape().apply(new Fma(), a, b, c);
  }

  /// N products `a·b`.
  ///
  /// @param a `[N,M,K]`
  /// @param b `[N,K,P]`
  /// @return `[N,M,P]`
  public static Var batchMatmul(Var a, Var b) {
    return a.tape().apply(new BatchMatMul(BatchMatMul.Second.PLAIN), a, b);
  }

  /// N products `a·bᵀ`.
  ///
  /// @param a `[N,M,K]`
  /// @param b `[N,P,K]`
  /// @return `[N,M,P]`
  public static Var batchMatmulTransposed(Var a, Var b) {
    return a.tape().apply(new BatchMatMul(BatchMatMul.Second.TRANSPOSED), a, b);
  }

  /// The mean cross-entropy of classes, `−ln softmax(logits)[id]`, with label smoothing (Szegedy et
  /// al. 2016, arXiv 1512.00567).
  ///
  /// @param logits `[R,V]`
  /// @param smoothing ε in `[0, 1)`; 0 for none
  /// @param ids the class of each row, R of them, each from 0 to V−1
  /// @throws IllegalArgumentException if these do not fit together
  public static Var crossEntropy(Var logits, float smoothing, int... ids) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("smoothing lies in [0, 1), not " + smoothing);
    }
    return logits.tape().apply(new CrossEntropy(ids.clone(), smoothing), logits);
  }

  /// Tensors one after the other along `axis` (counted from the end where negative); all other axes
  /// must be equal.
  public static Var concat(int axis, Var... inputs) {
    checkSome("concat", inputs);
    return inputs[0].tape().apply(new Concat(axis), inputs);
  }

  /// N tensors of equal shape `[…]` as one of shape `[N,…]`.
  public static Var stack(Var... inputs) {
    checkSome("stack", inputs);
    Var[] rows = new Var[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      if (!inputs[i].shape().equals(inputs[0].shape())) {
        throw new IllegalArgumentException(
            "stack: input 0 has shape "
                + inputs[0].shape()
                + " and input "
                + i
                + " "
                + inputs[i].shape()
                + "; they must be equal; reshape() one");
      }
      int[] dims = new int[inputs[i].shape().rank() + 1];
      dims[0] = 1;
      System.arraycopy(inputs[i].shape().dims(), 0, dims, 1, dims.length - 1);
      rows[i] = inputs[i].reshape(dims);
    }
    return concat(0, rows);
  }

  private static void checkSome(String name, Var... inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException(name + ": nothing to join; give at least one input");
    }
  }

  /// Rows of `x` by number, −1 for a row of zeros; gradients of a row asked for several times are
  /// added in ascending order of `rows`.
  ///
  /// @param x `[R,F]`
  /// @param rows N numbers from −1 to R−1
  /// @return `[N,F]`
  public static Var gatherRows(Var x, int... rows) {
    return x.tape().apply(new GatherRows("gatherRows", Arrays.copyOf(rows, rows.length)), x);
  }

  /// Layer normalisation over the last axis (Ba et al. 2016, arXiv 1607.06450): `gain·(x−μ)/√(σ²+ε)
  /// + bias` with mean and (biased) variance of each row.
  ///
  /// @param x `[…,F]`
  /// @param gain `[F]`
  /// @param bias `[F]`
  /// @param epsilon positive, 1e-5 in most networks
  public static Var layerNorm(Var x, Var gain, Var bias, float epsilon) {
    return x.tape().apply(new LayerNorm(epsilon), x, gain, bias);
  }

  /// The larger of each pair, see [Var#max(Var)].
  public static Var max(Var a, Var b) {
    return a.max(b);
  }

  /// The smaller of each pair, see [Var#min(Var)].
  public static Var min(Var a, Var b) {
    return a.min(b);
  }
}
