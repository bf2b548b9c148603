package dev.sluice.tasks.classify;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Attention;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.Embedding;
import dev.sluice.core.nn.Init;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.words.WordEncoder;
import dev.sluice.train.loop.Objective;
import org.jspecify.annotations.Nullable;

/// Says of a sequence which class it belongs to.
///
/// ```
/// steps ─► vectors [ΣT,E] ─► dropout ─► stack [ΣT,D] ─► pooling [B,D] ─► dropout ─► Linear: logits [B,K]
/// ```
///
/// Its loss is the mean negative log-likelihood of the class in nats, weighted by sample.
public final class ClassifierNetwork implements Objective<ClassifierBatch> {
  static final String INPUT = "input";
  static final String STACK = "recurrent";
  private static final int ATTENTION_UNITS = 64;

  private final ClassifierSpec spec;
  private final Parameters parameters;
  private final Reader reader;
  private final Recurrent stack;
  private final @Nullable Focus focus;
  private final Linear output;

  /// From a batch to `[ΣT,E]`.
  private interface Reader {
    SeqVar read(Tape tape, Sequences x);
  }

  /// Attention with a query of its own.
  private record Focus(Attention attention, Parameter query) {}

  private ClassifierNetwork(ClassifierSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    Scope root = parameters.root();
    reader = reader(spec.input(), root.scope(INPUT));
    stack = Recurrent.create(spec.cell(), root.scope(STACK));
    focus =
        spec.pooling() == Pooling.ATTENTION
            ? focus(stack.outputSize(), root.scope("attention"))
            : null;
    output = Linear.create(stack.outputSize(), spec.classes(), root.scope("output"));
    parameters.complete();
  }

  private static Focus focus(int features, Scope scope) {
    return new Focus(
        Attention.additive(ATTENTION_UNITS, features, ATTENTION_UNITS, scope),
        scope.parameter("own_query", Shape.of(1, ATTENTION_UNITS), Init.normal(0.1f)));
  }

  private static Reader reader(ClassifierInput input, Scope scope) {
    return switch (input) {
      case ClassifierInput.Ids ids -> {
        Embedding table = Embedding.create(ids.vocabulary(), ids.size(), scope);
        yield (tape, x) -> readIds(tape, table, ids.forgetting(), (Sequences.Ids) x);
      }
      case ClassifierInput.Words words -> {
        WordEncoder encoder = WordEncoder.create(words.words(), scope);
        yield (tape, x) -> encoder.forward(tape, ((Sequences.Words) x).words());
      }
      case ClassifierInput.Values values ->
          (tape, x) -> readValues(tape, values.noise(), (Sequences.Values) x);
    };
  }

  /// Training takes some symbols for unknown ones, which ones depends on sample and step alone.
  private static SeqVar readIds(Tape tape, Embedding table, double forgetting, Sequences.Ids x) {
    int[] ids = x.ids().toArray();
    Seed noise = tape.noise().orElse(null);
    Lengths lengths = x.lengths();
    for (int i = 0; noise != null && forgetting > 0 && i < lengths.batch(); i++) {
      Seed sample = noise.at(lengths.sample(i));
      for (int t = 0; t < lengths.length(i); t++) {
        if (sample.uniform(t) < forgetting) {
          ids[lengths.row(i, t)] = 0;
        }
      }
    }
    return new SeqVar(table.forward(tape, ids), lengths);
  }

  private static SeqVar readValues(Tape tape, double deviation, Sequences.Values x) {
    SeqVar values = tape.seq(x.values());
    Seed noise = tape.noise().orElse(null);
    if (noise == null || deviation == 0) {
      return values;
    }
    Lengths lengths = x.lengths();
    int features = values.features();
    Tensor added = Tensor.zeros(lengths.rows(), features);
    for (int i = 0; i < lengths.batch(); i++) {
      Seed sample = noise.at(lengths.sample(i));
      for (int t = 0; t < lengths.length(i); t++) {
        for (int f = 0; f < features; f++) {
          added.data()[lengths.row(i, t) * features + f] =
              (float) deviation * sample.normal((long) t * features + f);
        }
      }
    }
    return values.map(rows -> rows.plus(tape.constant(added)));
  }

  /// A new network; equal specs and seeds give equal bits.
  public static ClassifierNetwork create(ClassifierSpec spec, Seed seed) {
    return new ClassifierNetwork(spec, Parameters.initialised(seed));
  }

  /// A network of given parameters.
  static ClassifierNetwork of(ClassifierSpec spec, Parameters parameters) {
    return new ClassifierNetwork(spec, parameters);
  }

  /// What it computes.
  public ClassifierSpec spec() {
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
  SeqVar read(Tape tape, Sequences x) {
    return Dropout.of(spec.inputDropout()).forward(reader.read(tape, x));
  }

  /// What stands for each sequence, `[B,D]`.
  Var features(Tape tape, Sequences x) {
    return pool(tape, stack.forward(read(tape, x)));
  }

  private Var pool(Tape tape, SeqVar h) {
    if (focus != null) {
      int[] rows = new int[h.lengths().batch()];
      Var query = Ops.gatherRows(tape.parameter(focus.query), rows);
      return focus.attention.forward(query, h);
    }
    return switch (spec.pooling()) {
      case MEAN -> h.mean();
      case MAX -> h.max();
      default -> ends(h);
    };
  }

  private Var ends(SeqVar h) {
    return switch (spec.cell().topology().direction()) {
      case FORWARD -> h.last();
      case BACKWARD -> h.first();
      case BOTH -> {
        if (spec.cell().topology().merge() == Merge.SUM) {
          yield h.last().plus(h.first());
        }
        int half = stack.outputSize() / 2;
        yield Ops.concat(1, h.last().slice(1, 0, half), h.first().slice(1, half, 2 * half));
      }
    };
  }

  /// The logits of the classes, `[B,K]`.
  Var logits(Tape tape, Sequences x) {
    return output.forward(Dropout.of(spec.outputDropout()).forward(features(tape, x)));
  }

  @Override
  public Var loss(Tape tape, ClassifierBatch batch) {
    Var logits = logits(tape, batch.x());
    double smoothing = tape.isRecording() ? spec.smoothing() : 0;
    Var targets = tape.constant(targets(batch, smoothing));
    return logits.logSoftmax().times(targets).sum().negate();
  }

  /// `[B,K]`, adding up to 1 over all.
  private Tensor targets(ClassifierBatch batch, double smoothing) {
    int k = spec.classes();
    double all = weight(batch);
    int[] classes = batch.classes();
    float[] weights = batch.weights();
    Tensor targets = Tensor.zeros(classes.length, k);
    for (int b = 0; b < classes.length; b++) {
      double share = weights[b] / all;
      for (int c = 0; c < k; c++) {
        double target = smoothing / k + (c == classes[b] ? 1 - smoothing : 0);
        targets.data()[b * k + c] = (float) (share * target);
      }
    }
    return targets;
  }

  @Override
  public double weight(ClassifierBatch batch) {
    double sum = 0;
    for (float weight : batch.weights()) {
      sum += weight;
    }
    return sum;
  }

  @Override
  public String toString() {
    return "ClassifierNetwork[" + spec + ", " + parameters + "]";
  }
}
