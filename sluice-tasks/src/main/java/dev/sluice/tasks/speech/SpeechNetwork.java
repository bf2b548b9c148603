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
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.loop.Objective;
import dev.sluice.train.loss.Ctc;

/// Says of each step of a sound which symbol ends there, if any.
///
/// ```
/// steps [ΣT,I] ─► dropout ─► stack [ΣT,H] ─► dropout ─► Linear: scores [ΣT,K] ─► CTC
/// ```
///
/// Its loss is the negative log-likelihood of what is said, in nats (Graves et al. 2006), as [Ctc]
/// takes the mean: over steps.
public final class SpeechNetwork implements Objective<SpeechBatch> {
  static final String STACK = "recurrent";

  /// Added to a logit: e to it is 0 beside any other.
  private static final float FORBIDDEN = -1e4f;

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
    if (batch.quiet().isEmpty()) {
      return Ctc.loss(scores, batch.targets());
    }
    Tensor quiet = batch.quiet().get();
    Var silent = tape.constant(forbidden(quiet, spec.classes()));
    Var allowed = Ctc.loss(scores.map(rows -> rows.plus(silent)), batch.targets());
    return allowed.plus(loud(scores, quiet));
  }

  /// What forbids all but the blank at quiet steps, `[ΣT,K]`.
  private static Tensor forbidden(Tensor quiet, int classes) {
    Tensor forbidden = Tensor.zeros(quiet.data().length, classes);
    for (int row = 0; row < quiet.data().length; row++) {
      for (int k = 1; k < classes && quiet.data()[row] == 1; k++) {
        forbidden.data()[row * classes + k] = FORBIDDEN;
      }
    }
    return forbidden;
  }

  /// −ln of the blank's probability at quiet steps, the mean over all steps.
  private static Var loud(SeqVar scores, Tensor quiet) {
    Var blank = scores.rows().logSoftmax().slice(1, 0, 1);
    int steps = Math.max(1, quiet.data().length);
    return blank.times(blank.tape().constant(quiet)).sum().scale(-1f / steps);
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
