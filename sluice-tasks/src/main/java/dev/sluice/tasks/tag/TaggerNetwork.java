package dev.sluice.tasks.tag;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.words.WordBatch;
import dev.sluice.tasks.words.WordEncoder;
import dev.sluice.train.loop.Objective;
import dev.sluice.train.loss.Crf;
import org.jspecify.annotations.Nullable;

/// Says of each word of a sentence which tag it has.
///
/// ```
/// words ─► WordEncoder [ΣT,E+2S] ─► dropout ─► stack [ΣT,2H] ─► dropout ─► Linear: scores [ΣT,K] ─► softmax, or CRF
/// ```
///
/// Its loss is the mean negative log-likelihood of a word's tag in nats (Huang, Xu and Yu 2015,
/// arXiv 1508.01991; Lample et al. 2016, arXiv 1603.01360).
public final class TaggerNetwork implements Objective<TaggedBatch> {
  static final String WORDS = "words";
  static final String STACK = "recurrent";

  private final TaggerSpec spec;
  private final Parameters parameters;
  private final WordEncoder words;
  private final Recurrent stack;
  private final Linear output;
  private final @Nullable Crf crf;

  private TaggerNetwork(TaggerSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    words = WordEncoder.create(spec.words(), parameters.root().scope(WORDS));
    stack = Recurrent.create(spec.cell(), parameters.root().scope(STACK));
    output = Linear.create(stack.outputSize(), spec.tags(), parameters.root().scope("output"));
    crf =
        spec.output() == TaggerSpec.Output.CRF
            ? Crf.create(spec.tags(), parameters.root().scope("crf"))
            : null;
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static TaggerNetwork create(TaggerSpec spec, Seed seed) {
    return new TaggerNetwork(spec, Parameters.initialised(seed));
  }

  /// A network of given parameters.
  static TaggerNetwork of(TaggerSpec spec, Parameters parameters) {
    return new TaggerNetwork(spec, parameters);
  }

  /// What it computes.
  public TaggerSpec spec() {
    return spec;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  Recurrent stack() {
    return stack;
  }

  /// What the stack reads, `[ΣT,E]`.
  SeqVar read(Tape tape, WordBatch batch) {
    return Dropout.of(spec.inputDropout()).forward(words.forward(tape, batch));
  }

  /// The scores of the tags, `[ΣT,K]`.
  SeqVar scores(Tape tape, WordBatch batch) {
    SeqVar h = Dropout.of(spec.outputDropout()).forward(stack.forward(read(tape, batch)));
    return output.forward(h);
  }

  /// The tags it chooses, `[ΣT]`, packed.
  int[] choose(Tape tape, WordBatch batch) {
    SeqVar scores = scores(tape, batch);
    Tensor values = scores.rows().copy();
    return crf != null ? crf.decode(values, batch.lengths()) : largest(values);
  }

  private int[] largest(Tensor scores) {
    int[] best = new int[scores.shape().dim(0)];
    for (int row = 0; row < best.length; row++) {
      for (int k = 1; k < spec.tags(); k++) {
        if (scores.get(row, k) > scores.get(row, best[row])) {
          best[row] = k;
        }
      }
    }
    return best;
  }

  @Override
  public Var loss(Tape tape, TaggedBatch batch) {
    SeqVar scores = scores(tape, batch.words());
    return crf != null
        ? crf.loss(scores, batch.tags())
        : Ops.crossEntropy(
            scores.rows(), tape.isRecording() ? (float) spec.smoothing() : 0, batch.tags());
  }

  @Override
  public double weight(TaggedBatch batch) {
    return batch.tags().length;
  }

  @Override
  public String toString() {
    return "TaggerNetwork[" + spec + ", " + parameters + "]";
  }
}
