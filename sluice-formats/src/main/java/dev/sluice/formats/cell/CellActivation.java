package dev.sluice.formats.cell;

import dev.sluice.core.nn.Activation;
import dev.sluice.kernel.ScalarMath;
import java.util.Optional;

/// An activation of ONNX's recurrent operators with its numbers.
///
/// @param alpha its first number, unused by some
/// @param beta its second number, unused by most
public record CellActivation(Function function, float alpha, float beta) {
  /// σ.
  public static final CellActivation SIGMOID = Function.SIGMOID.standard();

  /// tanh.
  public static final CellActivation TANH = Function.TANH.standard();

  /// The functions, with the numbers that ONNX gives them where a file does not.
  public enum Function {
    RELU(0, 0, 0),
    TANH(0, 0, 0),
    SIGMOID(0, 0, 0),
    AFFINE(2, 1, 0),
    LEAKY_RELU(1, 0.01f, 0),
    THRESHOLDED_RELU(1, 1, 0),
    SCALED_TANH(2, 1, 1),
    HARD_SIGMOID(2, 0.2f, 0.5f),
    ELU(1, 1, 0),
    SOFTSIGN(0, 0, 0),
    SOFTPLUS(0, 0, 0);

    private final int numbers;
    private final float alpha;
    private final float beta;

    Function(int numbers, float alpha, float beta) {
      this.numbers = numbers;
      this.alpha = alpha;
      this.beta = beta;
    }

    /// How many of alpha and beta it has.
    public int numbers() {
      return numbers;
    }

    /// With the numbers that hold where a file gives none.
    public CellActivation standard() {
      return new CellActivation(this, alpha, beta);
    }

    /// The function of this name in ONNX, capitals or not.
    public static Optional<Function> of(String name) {
      for (Function function : values()) {
        if (function.name().replace("_", "").equalsIgnoreCase(name)) {
          return Optional.of(function);
        }
      }
      return Optional.empty();
    }
  }

  /// x itself.
  public static CellActivation linear() {
    return new CellActivation(Function.AFFINE, 1, 0);
  }

  /// The function at `x`.
  public float of(float x) {
    return switch (function) {
      case RELU -> Math.max(x, 0);
      case TANH -> ScalarMath.tanh(x);
      case SIGMOID -> ScalarMath.sigmoid(x);
      case AFFINE -> alpha * x + beta;
      case LEAKY_RELU -> x >= 0 ? x : alpha * x;
      case THRESHOLDED_RELU -> x >= alpha ? x : 0;
      case SCALED_TANH -> alpha * ScalarMath.tanh(beta * x);
      case HARD_SIGMOID -> Math.max(0, Math.min(1, alpha * x + beta));
      case ELU -> x >= 0 ? x : alpha * (ScalarMath.exp(x) - 1);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      // log(1 + eˣ) without overflow.
      case SOFTPLUS -> Math.max(x, 0) + ScalarMath.log(1 + ScalarMath.exp(-Math.abs(x)));
    };
  }

  /// What computes the same in sluice-core.
  public Optional<Activation> core() {
    return switch (function) {
      case SIGMOID -> Optional.of(Activation.SIGMOID);
      case TANH -> Optional.of(Activation.TANH);
      case RELU -> Optional.of(Activation.RELU);
      case HARD_SIGMOID ->
          alpha == 0.2f && beta == 0.5f ? Optional.of(Activation.HARD_SIGMOID) : Optional.empty();
      case AFFINE -> alpha == 1 && beta == 0 ? Optional.of(Activation.LINEAR) : Optional.empty();
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    String name = function.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return switch (function.numbers) {
      case 0 -> name;
      case 1 -> name + "(" + alpha + ")";
      default -> name + "(" + alpha + ", " + beta + ")";
    };
  }
}
