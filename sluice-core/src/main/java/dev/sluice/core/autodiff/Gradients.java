package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Parallel;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gradients of one backward pass as a value: one flat array, parallel to the [Parameters].
///
/// It lives on the tape's buffers until the tape closes; [#copy] detaches it. Data-parallel
/// training is [#plus] in a fixed order.
public final class Gradients {
  private final Parameters parameters;
  private final Floats values;
  private final @Nullable Tape tape;
  private final Map<Var, Floats> leaves;

  Gradients(Parameters parameters, Floats values, @Nullable Tape tape, Map<Var, Floats> leaves) {
    this.parameters = parameters;
    this.values = values;
    this.tape = tape;
    this.leaves = leaves;
  }

  /// Gradients given as numbers, `values[i]` belonging to `parameters.values()[i]`; not copied.
  public static Gradients of(Parameters parameters, float[] values) {
    if (values.length != parameters.size()) {
      throw new IllegalArgumentException(
          values.length + " gradients for " + parameters.size() + " parameters");
    }
    return new Gradients(parameters, Floats.of(values), null, Map.of());
  }

  /// The parameters they belong to.
  public Parameters parameters() {
    return parameters;
  }

  /// All values, in the order of [Parameters#values].
  public Floats values() {
    if (tape != null) {
      tape.checkOpen();
    }
    return values;
  }

  /// The gradient of one parameter, copied.
  public Tensor of(Parameter parameter) {
    return Tensor.of(
        parameter.shape(), values().slice(parameter.offset(), parameter.shape().size()).toArray());
  }

  /// The gradient of a variable made by [Tape#input], copied.
  public Tensor of(Var input) {
    Floats gradient = leaves.get(input);
    if (gradient == null) {
      throw new IllegalArgumentException(
          "no gradient is held for "
              + input
              + "; make it with tape.input(…) and ask before times or plus");
    }
    values(); // throws if the tape has closed
    return Tensor.of(input.shape(), gradient.toArray());
  }

  /// The Euclidean norm over all values.
  public float norm() {
    Floats v = values();
    double sum = 0;
    for (Parameter p : parameters.all()) {
      sum += sumOfSquares(v, p.offset(), p.shape().size());
    }
    return (float) Math.sqrt(sum);
  }

  /// In double and in ascending order: a norm is taken once per step, and must not overflow.
  private static double sumOfSquares(Floats v, int from, int count) {
    double sum = 0;
    float[] array = v.array();
    for (int i = v.offset() + from, end = i + count; i < end; i++) {
      sum += (double) array[i] * array[i];
    }
    return sum;
  }

  /// These gradients scaled so that their norm is at most `maximum` (Pascanu et al. 2013, arXiv
  /// 1211.5063); the same object where it is already.
  ///
  /// @throws ArithmeticException if the norm is NaN or infinite: scaling would spread it over all
  ///   values
  public Gradients clipNorm(float maximum) {
    if (!(maximum > 0)) {
      throw new IllegalArgumentException("a norm is clipped to more than 0, not " + maximum);
    }
    float norm = norm();
    if (!Float.isFinite(norm)) {
      throw new ArithmeticException(
          "the gradients have norm "
              + norm
              + firstNonFinite().map(p -> "; the first that is not finite is " + p).orElse("")
              + "; Tape.firstNonFinite() tells where it arose");
    }
    return norm <= maximum ? this : times(maximum / norm);
  }

  /// All values times `factor`; on the tape's buffers like these, or detached like these.
  public Gradients times(float factor) {
    Floats v = values();
    Floats result =
        tape == null ? Floats.of(new float[v.length()]) : tape.compute().arena().floats(v.length());
    float[] to = result.array();
    float[] from = v.array();
    forRanges((begin, end) -> {
      for (int i = begin; i < end; i++) {
        to[result.offset() + i] = from[v.offset() + i] * factor;
      }
    });
    return new Gradients(parameters, result, tape, Map.of());
  }

  /// A part of a loop over all values: `[from, to)`.
  @FunctionalInterface
  public interface Range {
    /// Does the part.
    void run(int from, int to);
  }

  /// Runs a loop over all values: on the threads of the tape's workspace, or on the caller's alone
  /// for detached gradients. What it does to value `i` may depend on values numbered `i` only, so
  /// that the cuts, which are not promised, cannot change it.
  public void forRanges(Range range) {
    int count = values().length();
    if (tape == null) {
      range.run(0, count);
    } else {
      Parallel.run(tape.compute(), count, 1, (share, from, to) -> range.run(from, to));
    }
  }

  /// The sum of two sets of gradients of the same parameters, detached.
  public Gradients plus(Gradients other) {
    if (other.parameters != parameters) {
      throw new IllegalArgumentException("gradients of two different networks cannot be added");
    }
    float[] result = values().toArray();
    Floats b = other.values();
    for (int i = 0; i < result.length; i++) {
      result[i] += b.array()[b.offset() + i];
    }
    return of(parameters, result);
  }

  /// A copy that outlives the tape.
  public Gradients copy() {
    Map<Var, Floats> detached = new IdentityHashMap<>();
    leaves.forEach((input, gradient) -> detached.put(input, Floats.of(gradient.toArray())));
    return new Gradients(parameters, Floats.of(values().toArray()), null, detached);
  }

  /// The first parameter with a gradient that is NaN or infinite.
  public Optional<Parameter> firstNonFinite() {
    Floats v = values();
    for (Parameter p : parameters.all()) {
      for (int i = p.offset(); i < p.offset() + p.shape().size(); i++) {
        if (!Float.isFinite(v.get(i))) {
          return Optional.of(p);
        }
      }
    }
    return Optional.empty();
  }
}
