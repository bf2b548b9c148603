package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stack of recurrent layers over sequences of unequal length: [Gru], [Lstm] or [Rnn].
///
/// ```
/// x [ΣT,I] ─► layer 0 ─► dropout ─► layer 1 ─► … ─► [ΣT, outputSize]
/// state [B,S]: layer 0 forward, layer 0 backward, layer 1 forward, …; each h [H] (LSTM: h, c [2H])
/// ```
public abstract sealed class Recurrent permits Gru, Lstm, Rnn {
  private final RecurrentSpec<?> spec;
  private final List<List<CellLayer>> layers = new ArrayList<>();
  private final @Nullable Parameter initial;
  private final Map<String, Parameter> parameters;

  /// Makes one layer in one direction.
  interface LayerFactory {
    CellLayer create(int inputs, Direction direction, Scope scope);
  }

  Recurrent(RecurrentSpec<?> spec, Scope scope, LayerFactory factory) {
    this.spec = spec;
    Topology topology = spec.topology();
    for (int i = 0; i < topology.layers(); i++) {
      int inputs = i == 0 ? spec.inputSize() : spec.outputSize();
      List<CellLayer> parts = new ArrayList<>();
      for (Direction direction : topology.direction().parts()) {
        Scope place = scope.scope("l" + i + (direction == Direction.FORWARD ? "" : "_reverse"));
        parts.add(factory.create(inputs, direction, place));
      }
      layers.add(parts);
    }
    initial =
        topology.initialState() == InitialState.LEARNED
            ? scope.parameter("initial_state", Shape.of(spec.stateSize()), Init.zeros())
            : null;
    // A copy: whoever else uses this scope later adds to it, not to the stack.
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(scope.made()));
  }

  /// A stack of the spec's kind whose parameters come from `scope`.
  public static Recurrent create(RecurrentSpec<?> spec, Scope scope) {
    return switch (spec) {
      case GruSpec gru -> Gru.create(gru, scope);
      case LstmSpec lstm -> Lstm.create(lstm, scope);
      case RnnSpec rnn -> Rnn.create(rnn, scope);
    };
  }

  /// The stack's parameters, by their names within its scope, in order.
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  /// What is computed.
  public abstract RecurrentSpec<?> spec();

  /// Features of a step of the output.
  public int outputSize() {
    return spec.outputSize();
  }

  /// S, the values of state per sequence.
  public int stateSize() {
    return spec.stateSize();
  }

  /// All steps, from zero or learned initial states.
  ///
  /// @param x `[ΣT,I]`
  /// @return h of the last layer at every step, `[ΣT,outputSize]`
  public SeqVar forward(SeqVar x) {
    return unroll(x, initialState(x.rows().tape(), x.lengths().batch())).outputs();
  }

  /// All steps, from the given states.
  ///
  /// @param state `[B,S]`
  public SeqVar forward(SeqVar x, Var state) {
    return unroll(x, state).outputs();
  }

  /// All steps and the state behind them, to carry on from there.
  ///
  /// @param state `[B,S]`
  public Unrolled unroll(SeqVar x, Var state) {
    return unroll(x, state, CellLayer::run);
  }

  /// How [#unroll] computes a layer: tracing looks inside.
  interface LayerRunner {
    CellLayer.Pass run(CellLayer layer, SeqVar x, Var state);
  }

  final Unrolled unroll(SeqVar x, Var state, LayerRunner runner) {
    checkInput(x.rows().shape());
    checkState(state, x.lengths().batch());
    List<Var> states = new ArrayList<>();
    SeqVar current = x;
    int place = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0 && spec.noise().dropout() > 0) {
        current = current.dropout(spec.noise().dropout());
      }
      List<SeqVar> outputs = new ArrayList<>();
      for (CellLayer layer : layers.get(i)) {
        CellLayer.Pass pass = runner.run(layer, current, statePart(state, place++));
        outputs.add(pass.hidden());
        states.add(pass.state());
      }
      current = merge(outputs);
    }
    return new Unrolled(current, joinColumns(states));
  }

  /// What [#unroll] computed.
  ///
  /// @param outputs h of the last layer at every step, `[ΣT,outputSize]`
  /// @param state `[B,S]` behind each sequence's own last step
  public record Unrolled(SeqVar outputs, Var state) {}

  /// One differentiable step, made of tape operations: for decoders and cells inside other loops.
  ///
  /// @param x `[B,I]`
  /// @param state `[B,S]`
  /// @return the new state `[B,S]`; [#output] takes the last layer's h from it
  /// @throws IllegalStateException if a layer runs backward in time
  public Var step(Var x, Var state) {
    return step(x, state, (i, in, before) -> layers.get(i).getFirst().step(x.tape(), in, before));
  }

  /// The same for many steps on one tape: the weights are made ready once.
  ///
  /// @throws IllegalStateException if a layer runs backward in time, or has recurrent dropout or
  ///   zoneout and the tape records: their masks belong to a step of a sequence
  public RecurrentSteps steps(Tape tape) {
    requireForward();
    if (spec.noise().isRecurrent() && tape.isRecording()) {
      throw new IllegalStateException(
          "recurrent dropout and zoneout draw masks for steps of sequences, which steps on their own do not know; use step(x, state), or forward(…)");
    }
    return new RecurrentSteps(this, tape);
  }

  /// How [#step] computes a layer.
  interface LayerStep {
    Var next(int layer, Var x, Var state);
  }

  final Var step(Var x, Var state, LayerStep cell) {
    requireForward();
    checkInput(x.shape());
    checkState(state, x.shape().dim(0));
    List<Var> states = new ArrayList<>();
    Var current = x;
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0 && spec.noise().dropout() > 0) {
        current = current.dropout(spec.noise().dropout());
      }
      Var next = cell.next(i, current, statePart(state, i));
      states.add(next);
      current = next.slice(1, 0, spec.hiddenSize());
    }
    return joinColumns(states);
  }

  private void requireForward() {
    if (spec.topology().direction() != Direction.FORWARD) {
      throw new IllegalStateException(
          "a single step needs direction FORWARD; this "
              + spec.topology().direction()
              + " stack needs whole sequences");
    }
  }

  /// The last layer's h in a state `[B,S]` of a forward stack: `[B,H]`.
  public Var output(Var state) {
    int from = (spec.topology().layers() - 1) * spec.planes() * spec.hiddenSize();
    return state.slice(1, from, from + spec.hiddenSize());
  }

  /// The initial states of `batch` sequences, `[B,S]`: zeros, or the learned vector.
  public Var initialState(Tape tape, int batch) {
    Var zeros = tape.zeros(batch, stateSize());
    return initial == null ? zeros : zeros.plus(tape.parameter(initial));
  }

  /// All layers in all their directions, in the order of the state.
  List<CellLayer> cells() {
    return layers.stream().flatMap(List::stream).toList();
  }

  private SeqVar merge(List<SeqVar> outputs) {
    if (outputs.size() == 1) {
      return outputs.getFirst();
    }
    return spec.topology().merge() == Merge.SUM
        ? outputs.get(0).plus(outputs.get(1))
        : SeqVar.concat(outputs.get(0), outputs.get(1));
  }

  private static Var joinColumns(List<Var> parts) {
    return parts.size() == 1 ? parts.getFirst() : Ops.concat(1, parts.toArray(Var[]::new));
  }

  private Var statePart(Var state, int place) {
    int width = spec.planes() * spec.hiddenSize();
    return width == stateSize() ? state : state.slice(1, place * width, (place + 1) * width);
  }

  private void checkInput(Shape shape) {
    if (shape.rank() != 2 || shape.dim(1) != spec.inputSize()) {
      throw new IllegalArgumentException(
          "x has shape "
              + shape
              + ", this stack expects "
              + spec.inputSize()
              + " features a step (inputSize)");
    }
  }

  private void checkState(Var state, int batch) {
    if (!state.shape().equals(Shape.of(batch, stateSize()))) {
      throw new IllegalArgumentException(
          "the state has shape "
              + state.shape()
              + ", this stack expects [B,S] = ["
              + batch
              + ","
              + stateSize()
              + "]");
    }
  }

  @Override
  public String toString() {
    return spec().toString();
  }
}
