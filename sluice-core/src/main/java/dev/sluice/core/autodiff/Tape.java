package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Arena;
import dev.sluice.core.compute.Compute;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The record of one forward pass: every operation in order, so that [#backward] can walk it in
/// reverse.
///
/// Open one with [Workspace#record] for training or [Workspace#inference] for the same computation
/// without gradients and noise. Variables and gradients live until [#close]; a tape belongs to the
/// thread that opened it and to one trainable network.
public final class Tape implements AutoCloseable {
  enum Mode {
    RECORDING,
    INFERENCE
  }

  private record Node(Operation operation, Frame frame, List<Var> inputs, Var result) {}

  private final Workspace workspace;
  private final boolean ownsWorkspace;
  private final Mode mode;
  private final Thread thread = Thread.currentThread();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Parameter, Var> parameterVars = new IdentityHashMap<>();
  private final Map<Var, Floats> leaves = new IdentityHashMap<>();
  private final Seed noise;
  private @Nullable Parameters parameters;
  private @Nullable Floats parameterGradients;
  private long noiseSites;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    DIFFERENTIATING,
    DIFFERENTIATED,
    CLOSED
  }

  Tape(Workspace workspace, Mode mode, Seed noise) {
    this(workspace, mode, noise, false);
  }

  private Tape(Workspace workspace, Mode mode, Seed noise, boolean ownsWorkspace) {
    this.workspace = workspace;
    this.mode = mode;
    this.noise = noise;
    this.ownsWorkspace = ownsWorkspace;
  }

  /// A tape for prediction with a single-threaded workspace of its own.
  public static Tape inference() {
    return new Tape(
        Workspace.of(1, KernelChoice.current().kernels()), Mode.INFERENCE, Seed.of(0), true);
  }

  /// Values without a gradient; the array is read in place and must not change while the tape is
  /// open.
  public Var constant(Tensor tensor) {
    checkOpen();
    return new Var(this, tensor.shape(), Floats.of(tensor.data()), Var.Kind.CONSTANT);
  }

  /// Zeros without a gradient.
  public Var zeros(int... dims) {
    checkOpen();
    Shape shape = Shape.of(dims);
    return new Var(this, shape, compute().arena().zeros(shape.size()), Var.Kind.CONSTANT);
  }

  /// Values whose gradient is wanted: ask the [Gradients] for it.
  public Var input(Tensor tensor) {
    checkOpen();
    if (mode == Mode.INFERENCE) {
      return constant(tensor);
    }
    Var leaf = new Var(this, tensor.shape(), Floats.of(tensor.data()), Var.Kind.DIFFERENTIABLE);
    leaves.put(leaf, leaf.gradient());
    return leaf;
  }

  /// Sequences without a gradient.
  public SeqVar seq(Seq seq) {
    return new SeqVar(constant(seq.rows()), seq.lengths());
  }

  /// The current values of a parameter; its gradient goes to the same place of the [Gradients].
  ///
  /// @throws IllegalStateException if the tape has met another trainable network
  public Var parameter(Parameter parameter) {
    checkOpen();
    return parameterVars.computeIfAbsent(parameter, this::bind);
  }

  private Var bind(Parameter parameter) {
    Parameters owner = parameter.owner();
    if (mode == Mode.INFERENCE || !owner.isTrainable()) {
      return new Var(this, parameter.shape(), parameter.values(), Var.Kind.CONSTANT);
    }
    if (parameters == null) {
      parameters = owner;
      owner.complete();
      parameterGradients = compute().arena().zeros(owner.size());
    } else if (parameters != owner) {
      throw new IllegalStateException(
          "parameter "
              + parameter.name()
              + " belongs to a second trainable network; a tape differentiates one, freeze() the other");
    }
    Var variable = new Var(this, parameter.shape(), parameter.values(), Var.Kind.DIFFERENTIABLE);
    variable.gradient(gradientsOfParameters().slice(parameter.offset(), parameter.shape().size()));
    return variable;
  }

  /// The parameter whose values a variable is, if it is one's.
  @Nullable Parameter parameterOf(Var variable) {
    for (Map.Entry<Parameter, Var> entry : parameterVars.entrySet()) {
      if (entry.getValue() == variable) {
        return entry.getKey();
      }
    }
    return null;
  }

  private Floats gradientsOfParameters() {
    if (parameterGradients == null) {
      throw new IllegalStateException("no trainable parameter was used on this tape");
    }
    return parameterGradients;
  }

  /// Computes an operation and, where an input has a gradient, records it.
  public Var apply(Operation operation, Var... inputs) {
    checkOpen();
    if (state == State.DIFFERENTIATING) {
      throw new IllegalStateException(
          operation.name()
              + " cannot be applied inside the backward of an operation; compute there");
    }
    List<Shape> shapes = new ArrayList<>(inputs.length);
    boolean differentiable = false;
    for (Var input : inputs) {
      if (input.tape() != this) {
        throw new IllegalArgumentException(
            operation.name() + ": an input belongs to another tape; copy() it");
      }
      shapes.add(input.shape());
      differentiable |= input.isDifferentiable();
    }
    Shape shape = operation.shape(shapes);
    Var.Kind kind = differentiable ? Var.Kind.DIFFERENTIABLE : Var.Kind.CONSTANT;
    Var result = new Var(this, shape, compute().arena().floats(shape.size()), kind);
    List<Var> in = Arrays.asList(inputs);
    Frame frame = new Frame(this, in, result);
    operation.forward(frame);
    nodes.add(new Node(operation, frame, in, result));
    return result;
  }

  /// dL/d(everything), for a scalar loss: once per tape.
  ///
  /// @throws IllegalArgumentException if the loss is not one value or depends on no parameter or
  ///   input
  public Gradients backward(Var loss) {
    checkOpen();
    if (state != State.OPEN) {
      throw new IllegalStateException("backward runs once per tape; record the forward pass again");
    }
    if (mode == Mode.INFERENCE) {
      throw new IllegalStateException(
          "an inference tape has no gradients; open one with workspace.record(…)");
    }
    if (loss.tape() != this) {
      throw new IllegalArgumentException("the loss belongs to another tape; ask that one");
    }
    if (loss.shape().size() != 1) {
      throw new IllegalArgumentException(
          "backward starts from one value, not from shape "
              + loss.shape()
              + "; take its mean() or sum() first");
    }
    if (!loss.isDifferentiable()) {
      throw new IllegalArgumentException(
          "the loss depends on no trainable parameter and on no tape.input(…)");
    }
    state = State.DIFFERENTIATING;
    loss.gradient().fill(1);
    Arena arena = compute().arena();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.result.gradientOrNull() == null) {
        continue; // nothing that the loss depends on
      }
      for (Var input : node.inputs) {
        if (input.isDifferentiable()) {
          input.gradient(); // made before the mark, because it outlives the operation's scratch
        }
      }
      Arena.Mark mark = arena.mark();
      node.operation.backward(node.frame);
      arena.release(mark);
    }
    state = State.DIFFERENTIATED;
    Parameters owner = parameters == null ? Parameters.initialised(Seed.of(0)) : parameters;
    Floats flat = parameterGradients == null ? Floats.of() : parameterGradients;
    return new Gradients(owner, flat, this, leaves);
  }

  /// Where the first NaN or infinity arose, in the words of the operation that made it, and with
  /// the names of its parameters.
  public Optional<String> firstNonFinite() {
    checkOpen();
    for (Node node : nodes) {
      Optional<String> found = node.operation.diagnose(node.frame);
      if (found.isPresent()) {
        return Optional.of(found.get() + parameterNames(node));
      }
    }
    return Optional.empty();
  }

  private String parameterNames(Node node) {
    StringJoiner names = new StringJoiner(", ", " (with ", ")").setEmptyValue("");
    for (Var input : node.inputs) {
      Parameter parameter = parameterOf(input);
      if (parameter != null) {
        names.add(parameter.name());
      }
    }
    return names.toString();
  }

  /// The key for the next piece of noise: the same for the same place in the forward pass.
  ///
  /// @return empty on an inference tape, where there is no noise
  public Optional<Seed> noise() {
    checkOpen();
    return mode == Mode.RECORDING ? Optional.of(noise.at(noiseSites++)) : Optional.empty();
  }

  /// Whether a backward pass can follow.
  public boolean isRecording() {
    return mode == Mode.RECORDING;
  }

  Compute compute() {
    return workspace.compute();
  }

  void checkOpen() {
    if (state == State.CLOSED) {
      throw new IllegalStateException("the tape is closed; copy() what should outlive it");
    }
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "a tape belongs to the thread that opened it; open one per thread");
    }
  }

  /// Gives the buffers back; everything on the tape ends here.
  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    checkOpen(); // another thread would take the buffers away from under a running operation
    state = State.CLOSED;
    nodes.clear();
    workspace.closed();
    if (ownsWorkspace) {
      workspace.close();
    }
  }
}
