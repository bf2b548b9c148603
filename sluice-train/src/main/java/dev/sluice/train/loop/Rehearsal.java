package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.train.data.CarriedState;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.optim.OptimizerState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Takes some steps of a run to measure them, then puts everything back.
final class Rehearsal<B> {
  /// A slice is faster than those before if it takes less than this share of the fastest one's time
  /// per batch.
  private static final double FASTER = 0.9;

  /// So many slices without getting faster: the compiler is done, and they are what is measured.
  private static final int STEADY = 4;

  /// So many slices, and no more time is spent.
  private static final int MOST = 30;

  /// So many epochs are searched for their heaviest batch.
  private static final int LOOKED_AT = 20;

  private final Trainer<B> trainer;
  private final Run.Data<B> data;
  private final Workspace workspace;
  private final Run<B> run;

  Rehearsal(Trainer<B> trainer, Run.Data<B> data, Workspace workspace) {
    this.trainer = trainer;
    this.data = data;
    this.workspace = workspace;
    this.run = new Run<>(trainer, data, workspace, Saver.none(trainer));
  }

  Footprint measure() {
    OptimizerState optimizer = copy(trainer.optimizer.state());
    CarriedState carried = trainer.objective.carried().orElse(null);
    float[] state = carried == null ? new float[0] : carried.values().clone();
    int rows = carried == null ? 0 : carried.batch();
    Listener listener = trainer.listener;
    trainer.listener = event -> {};
    try {
      return new Stash(trainer.objective.parameters()).during(values -> {}, this::footprint);
    } finally {
      trainer.listener = listener;
      trainer.optimizer.restore(optimizer);
      if (carried != null) {
        carried.restore(state, rows);
      }
    }
  }

  private Footprint footprint() {
    double step = seconds(run::batches, run::step);
    for (int epoch = 0; epoch < Math.min(trainer.epochs, LOOKED_AT); epoch++) {
      run.heaviest(epoch).ifPresent(run::step);
    }
    Dataset<B> validation = data.validation();
    double validated =
        validation == null
            ? 0
            : seconds(epoch -> validation.batches(trainer.batchSize), this::validate);
    OptionalLong validations =
        validation == null ? OptionalLong.of(0) : validation.count(trainer.batchSize);
    Footprint.Time time =
        new Footprint.Time(
            step,
            validated + measured() / Math.max(1, validations.orElse(1)),
            trainer.epochs,
            data.train().count(trainer.batchSize),
            validations);
    return new Footprint(trainer.objective.parameters().size(), memory(), time);
  }

  /// Seconds of what epochs are chosen by, if not by the loss: once, as it may take long, so on a
  /// machine that has not compiled it yet this is rather too much.
  private double measured() {
    if (trainer.measure == null || data.validation() == null) {
      return 0;
    }
    long began = System.nanoTime();
    trainer.measure.value(workspace, trainer.stop);
    return (System.nanoTime() - began) * 1e-9;
  }

  private void validate(B batch) {
    try (Tape tape = workspace.inference()) {
      trainer.objective.loss(tape, batch).item();
    }
  }

  private Footprint.Memory memory() {
    long one = (long) Float.BYTES * trainer.objective.parameters().size();
    boolean validates = data.validation() != null;
    boolean averages = trainer.averageDecay > 0;
    long copies = 0;
    copies += averages ? 1 : 0;
    copies += validates ? 1 : 0; // the best
    copies += trainer.noiseSigma > 0 || averages && validates ? 1 : 0; // the stash
    copies += trainer.clipNorm < Float.POSITIVE_INFINITY ? 1 : 0; // clipped gradients
    return new Footprint.Memory(
        one, one * trainer.optimizer.slotNames().size(), one * copies, workspace.bytes());
  }

  /// The batches of an epoch.
  private interface Epochs<B> {
    Iterable<B> batches(int epoch);
  }

  /// Something done with a batch.
  private interface Work<B> {
    void on(B batch);
  }

  /// Seconds per batch once it gets no faster, the making of batches included.
  private double seconds(Epochs<B> epochs, Work<B> work) {
    Endless<B> batches = new Endless<>(epochs);
    double fastest = Double.POSITIVE_INFINITY;
    Slice measured = new Slice(0, 0);
    int steady = 0;
    for (int slices = 0; steady < STEADY && slices < MOST; slices++) {
      Slice slice = spend(batches, work);
      boolean faster = slice.perBatch() < FASTER * fastest;
      steady = faster ? 0 : steady + 1;
      measured = faster ? slice : measured.plus(slice);
      fastest = Math.min(fastest, slice.perBatch());
    }
    return measured.perBatch();
  }

  private record Slice(double seconds, int batches) {
    double perBatch() {
      return seconds / batches;
    }

    Slice plus(Slice other) {
      return new Slice(seconds + other.seconds, batches + other.batches);
    }
  }

  private Slice spend(Endless<B> batches, Work<B> work) {
    long began = System.nanoTime();
    int done = 0;
    double spent = 0;
    while (spent < trainer.slice) {
      work.on(batches.next());
      done++;
      spent = (System.nanoTime() - began) * 1e-9;
    }
    return new Slice(spent, done);
  }

  /// One epoch after another.
  private static final class Endless<B> {
    private final Epochs<B> epochs;
    private int epoch;
    private Iterator<B> batches;

    Endless(Epochs<B> epochs) {
      this.epochs = epochs;
      this.batches = epochs.batches(0).iterator();
    }

    B next() {
      if (!batches.hasNext()) {
        batches = epochs.batches(++epoch).iterator();
      }
      if (!batches.hasNext()) {
        throw new IllegalArgumentException("the data are empty: there is no batch to measure with");
      }
      return batches.next();
    }
  }

  private static OptimizerState copy(OptimizerState state) {
    Map<String, float[]> slots = new LinkedHashMap<>();
    state.slots().forEach((name, values) -> slots.put(name, values.clone()));
    return new OptimizerState(state.steps(), slots);
  }
}
