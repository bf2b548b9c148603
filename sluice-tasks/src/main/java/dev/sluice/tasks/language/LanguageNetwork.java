package dev.sluice.tasks.language;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.Embedding;
import dev.sluice.core.nn.Init;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.CarriedState;
import dev.sluice.train.data.ClassId;
import dev.sluice.train.loop.Objective;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says at each step how likely each symbol comes next, from all symbols before.
///
/// ```
/// ids [ΣT] ─► Embedding [ΣT,E] ─► dropout ─► stack [ΣT,H] ─► dropout ─► (Linear H→E) ─► · tableᵀ + bias: logits [ΣT,V]
/// ```
///
/// Its loss is the mean negative log-likelihood of the next symbol in nats.
public final class LanguageNetwork implements Objective<Batch> {
  private final LanguageSpec spec;
  private final Parameters parameters;
  private final Embedding embedding;
  private final Recurrent stack;
  private final @Nullable Linear bridge;
  private final Parameter outputs;
  private final Parameter bias;
  private final CarriedState carried = new CarriedState();

  private LanguageNetwork(LanguageSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    Scope root = parameters.root();
    int features = spec.cell().inputSize();
    embedding = Embedding.create(spec.vocabulary(), features, root.scope("embedding"));
    stack = Recurrent.create(spec.cell(), root.scope("recurrent"));
    boolean tied = spec.tying() == LanguageSpec.Tying.TIED;
    bridge =
        tied && stack.outputSize() != features
            ? Linear.create(stack.outputSize(), features, root.scope("bridge"))
            : null;
    Scope output = root.scope("output");
    outputs =
        tied
            ? embedding.table()
            : output.parameter(
                "weight", Shape.of(spec.vocabulary(), stack.outputSize()), Init.glorot());
    bias = output.parameter("bias", Shape.of(spec.vocabulary()), Init.zeros());
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static LanguageNetwork create(LanguageSpec spec, Seed seed) {
    return new LanguageNetwork(spec, Parameters.initialised(seed));
  }

  /// A network of given parameters.
  static LanguageNetwork of(LanguageSpec spec, Parameters parameters) {
    return new LanguageNetwork(spec, parameters);
  }

  /// What it computes.
  public LanguageSpec spec() {
    return spec;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  Recurrent stack() {
    return stack;
  }

  /// The vectors of ids, `[n,E]`.
  Var embed(Tape tape, int... ids) {
    return embedding.forward(tape, ids);
  }

  /// What comes after states of the last layer.
  ///
  /// @param hidden `[R,H]`
  /// @return logits `[R,V]`
  Var logits(Var hidden) {
    Tape tape = hidden.tape();
    Var narrow = bridge == null ? hidden : bridge.forward(hidden);
    return Ops.affine(narrow, tape.parameter(outputs), tape.parameter(bias));
  }

  /// Logits `[ΣT,V]` and the state behind each sequence.
  record Said(Var logits, Var state) {}

  /// What comes next in sequences that go on from a state.
  ///
  /// @param ids `[ΣT]`, packed
  /// @param state `[B,S]`
  Said forward(int[] ids, Lengths lengths, Var state) {
    SeqVar embedded = new SeqVar(embedding.forward(state.tape(), ids), lengths);
    SeqVar x = Dropout.of(spec.inputDropout()).forward(embedded);
    Recurrent.Unrolled unrolled = stack.unroll(x, state);
    SeqVar h = Dropout.of(spec.outputDropout()).forward(unrolled.outputs());
    return new Said(logits(h.rows()), unrolled.state());
  }

  @Override
  public Var loss(Tape tape, Batch batch) {
    Var fresh = stack.initialState(tape, batch.lengths().batch());
    int[] ids = ids(batch.x().rows().data());
    Said said = forward(ids, batch.lengths(), carried.begin(fresh, batch.lengths()));
    carried.end(said.state());
    float smoothing = tape.isRecording() ? (float) spec.smoothing() : 0;
    return Ops.crossEntropy(said.logits(), smoothing, ids(batch.y().values().data()));
  }

  private int[] ids(float[] values) {
    int[] ids = new int[values.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = ClassId.of(values[i], spec.vocabulary(), i);
    }
    return ids;
  }

  @Override
  public double weight(Batch batch) {
    return batch.y().weight();
  }

  @Override
  public Optional<CarriedState> carried() {
    return Optional.of(carried);
  }

  @Override
  public String toString() {
    return "LanguageNetwork[" + spec + ", " + parameters + "]";
  }
}
