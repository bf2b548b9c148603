package guide;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Attention;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.metric.Accuracy;
import dev.sluice.train.optim.Adam;

/// Many to one: a recurrent stack, its states pooled into one vector per sequence, a linear layer
/// to the classes.
final class Classifier {
  /// How the states of all steps become one vector.
  enum Pool {
    LAST,
    MEAN,
    MAX,
    /// The last state beside what it finds by attention among all states.
    ATTENTION,
    /// The last state, the gradient being cut every 20 steps: truncated back-propagation.
    LAST_OF_PIECES
  }

  private static final int PIECE = 20;

  private static final int BATCH = 32;
  private static final int TEST = 400;
  private static final double RATE = 5e-3;

  private final Parameters parameters;
  private final Recurrent stack;
  private final Pool pool;
  private final Attention attention;
  private final Linear head;

  Classifier(RecurrentSpec<?> spec, Pool pool, int classes, Seed seed) {
    this.pool = pool;
    parameters = Parameters.initialised(seed);
    stack = Recurrent.create(spec, parameters.scope("cell"));
    int size = spec.outputSize();
    attention =
        pool == Pool.ATTENTION
            ? Attention.additive(size, size, size, parameters.scope("attention"))
            : Attention.dot(Attention.Scale.NONE);
    head =
        Linear.create(pool == Pool.ATTENTION ? 2 * size : size, classes, parameters.scope("head"));
    parameters.complete();
  }

  Parameters parameters() {
    return parameters;
  }

  Recurrent stack() {
    return stack;
  }

  /// Logits `[B,classes]`.
  Var forward(SeqVar x) {
    return head.forward(pool == Pool.LAST_OF_PIECES ? lastOfPieces(x) : pooled(stack.forward(x)));
  }

  private Var pooled(SeqVar states) {
    return switch (pool) {
      case LAST, LAST_OF_PIECES -> states.last();
      case MEAN -> states.mean();
      case MAX -> states.max();
      case ATTENTION -> Ops.concat(1, states.last(), attention.forward(states.last(), states));
    };
  }

  /// The state goes on from piece to piece, the gradient does not.
  private Var lastOfPieces(SeqVar x) {
    Tape tape = x.rows().tape();
    int batch = x.lengths().batch();
    Var state = stack.initialState(tape, batch);
    for (int from = 0; from < x.lengths().steps(); from += PIECE) {
      int to = Math.min(from + PIECE, x.lengths().steps());
      Var rows = x.rows().slice(0, from * batch, to * batch); // equal lengths: step after step
      SeqVar piece = new SeqVar(rows, Lengths.equal(batch, to - from));
      state = stack.unroll(piece, tape.constant(state.copy())).state();
    }
    return stack.output(state);
  }

  /// Sequences with the class of each.
  record Labelled(Seq x, Tensor ids) {}

  /// Makes labelled sequences.
  interface Source {
    Labelled sequences(int count, Seed seed);
  }

  /// Every step sees new sequences, so nothing can be learned by heart.
  Classifier train(Source source, int steps, Seed seed) {
    Adam adam = Adam.rate(RATE);
    Loss loss = Loss.crossEntropy();
    try (Workspace workspace = Workspace.threads(1)) {
      for (int step = 0; step < steps; step++) {
        Labelled batch = source.sequences(BATCH, seed.at(step));
        try (Tape tape = workspace.record(seed.at(step))) {
          Var logits = forward(tape.seq(batch.x));
          Var wrong = loss.of(logits, tape.constant(batch.ids));
          adam.step(parameters, tape.backward(wrong).clipNorm(1));
        }
      }
    }
    return this;
  }

  /// The share of right answers among new sequences.
  double accuracy(Source source, Seed seed) {
    Labelled test = source.sequences(TEST, seed.named("test"));
    try (Tape tape = Tape.inference()) {
      Accuracy accuracy = new Accuracy();
      accuracy.add(forward(tape.seq(test.x)).copy(), test.ids);
      return accuracy.value();
    }
  }
}
