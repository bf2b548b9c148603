package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// What an [Operation] sees of one application of it: inputs, result and their gradients.
///
/// All windows live until the tape closes. Inputs are read-only; gradients are added to.
public final class Frame {
  private final Tape tape;
  private final List<Var> inputs;
  private final Var result;

  Frame(Tape tape, List<Var> inputs, Var result) {
    this.tape = tape;
    this.inputs = inputs;
    this.result = result;
  }

  /// The number of inputs.
  public int inputs() {
    return inputs.size();
  }

  /// The values of input `i`.
  public Floats in(int i) {
    return inputs.get(i).value();
  }

  /// The shape of input `i`.
  public Shape inShape(int i) {
    return inputs.get(i).shape();
  }

  /// The values of the result; undefined content before `forward` writes them.
  public Floats out() {
    return result.value();
  }

  /// The shape of the result.
  public Shape outShape() {
    return result.shape();
  }

  /// Whether anything asked for the gradient of input `i`.
  public boolean wants(int i) {
    return inputs.get(i).isDifferentiable();
  }

  /// Whether a backward pass may follow, so that `forward` should keep what it needs.
  public boolean willDifferentiate() {
    return result.isDifferentiable();
  }

  /// dL/d(input i), to be added to; only where [#wants] says so.
  ///
  /// @throws IllegalStateException if no gradient flows into input `i`
  public Floats inGradient(int i) {
    if (!wants(i)) {
      throw new IllegalStateException(
          "no gradient flows into input " + i + "; ask wants(" + i + ") before adding to it");
    }
    return inputs.get(i).gradient();
  }

  /// dL/d(result).
  public Floats outGradient() {
    return result.gradient();
  }

  /// A buffer with undefined content that lives as long as the tape: to keep values for `backward`.
  public Floats keep(int length) {
    tape.checkOpen();
    return tape.compute().arena().floats(length);
  }

  /// What is made of input `i` alone: kept with the parameter where that is frozen, so that it is
  /// made once, else with the tape.
  ///
  /// @param key equal for equal results of the same values
  /// @param make takes its buffer from what it is given
  public Floats derived(int i, Object key, Function<IntFunction<Floats>, Floats> make) {
    Parameter parameter = tape.parameterOf(inputs.get(i));
    return parameter == null || parameter.owner().isTrainable()
        ? make.apply(this::keep)
        : parameter
            .owner()
            .derived(new Derived(parameter, key), memory -> make.apply(memory::floats));
  }

  /// Whether input `i` is a frozen parameter, so that what is [#derived] from it is made once.
  public boolean isFrozen(int i) {
    Parameter parameter = tape.parameterOf(inputs.get(i));
    return parameter != null && !parameter.owner().isTrainable();
  }

  private record Derived(Parameter parameter, Object key) {}

  /// The kernels of this tape: `exp`, `log`, sums with the same bits on every machine.
  public CheckedKernels kernels() {
    return compute().kernels();
  }

  /// Kernels, threads and buffers, for operations inside this module. Scratch from its arena that
  /// `backward` asks for ends with `backward`.
  public Compute compute() {
    tape.checkOpen();
    return tape.compute();
  }
}
