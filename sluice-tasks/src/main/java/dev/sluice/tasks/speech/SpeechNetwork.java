package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.train.loop.Objective;
import dev.sluice.train.loss.Ctc;

/// Says of each step of a sound which symbol ends there, if any.
///
/// ```
/// steps [ΣT,I] ─► dropout ─► stack [ΣT,H] ─► dropout ─► Linear: scores [ΣT,K] ─► CTC
/// ```
///
/// Its loss is the negative log-likelihood of what is said, in nats (Graves et al. 2006), as [Ctc]
/// takes the mean: over steps. Where the ends of words are known it is that of [TimedCtc].
public final class SpeechNetwork implements Objective<SpeechBatch> {
  static final String STACK = "recurrent";

  private final SpeechSpec spec;
  private final Parameters parameters;
  private final Recurrent stack;
  private final Linear output;

  private SpeechNetwork(SpeechSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    stack = Recurrent.create(spec.cell(), parameters.root().scope(STACK));
    output = Linear.create(stack.outputSize(), spec.classes(), parameters.root().scope("output"));
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static SpeechNetwork create(SpeechSpec spec, Seed seed) {
    return new SpeechNetwork(spec, Parameters.initialised(seed));
  }

  /// A network of given parameters.
  static SpeechNetwork of(SpeechSpec spec, Parameters parameters) {
    return new SpeechNetwork(spec, parameters);
  }

  /// What it computes.
  public SpeechSpec spec() {
    return spec;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  Recurrent stack() {
    return stack;
  }

  /// The scores of the classes, `[ΣT,K]`.
  SeqVar scores(Tape tape, Seq x) {
    SeqVar read = Dropout.of(spec.inputDropout()).forward(tape.seq(x));
    return output.forward(Dropout.of(spec.outputDropout()).forward(stack.forward(read)));
  }

  /// The scores behind hidden states `[R,H]`, `[R,K]`.
  Var scores(Var hidden) {
    return output.forward(hidden);
  }

  @Override
  public Var loss(Tape tape, SpeechBatch batch) {
    SeqVar scores = scores(tape, batch.x());
    return batch
        .times()
        .map(times -> TimedCtc.loss(scores, batch.targets(), times))
        .orElseGet(() -> Ctc.loss(scores, batch.targets()));
  }

  @Override
  public double weight(SpeechBatch batch) {
    return batch.x().lengths().rows();
  }

  @Override
  public String toString() {
    return "SpeechNetwork[" + spec + ", " + parameters + "]";
  }
}
