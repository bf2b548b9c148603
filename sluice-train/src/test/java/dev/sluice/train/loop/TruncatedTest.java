package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.CarriedState;
import dev.sluice.train.data.ContinuousBatches;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.Example;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams in pieces: the same outputs as in one go, and a state that survives an interruption.
class TruncatedTest {
  @TempDir private Path directory;

  private static List<Example> streams() {
    List<Example> result = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int steps = 11 + 7 * i % 10;
      Tensor x = Tensor.zeros(steps, 2);
      Tensor y = Tensor.zeros(steps, 1);
      for (int t = 0; t < steps; t++) {
        x.data()[2 * t] = Seed.of(i).normal(t);
        x.data()[2 * t + 1] = Seed.of(i).normal(1000 + t);
        y.data()[t] = t == 0 ? 0 : x.data()[2 * t - 2]; // what was one step ago
      }
      result.add(Example.steps(x, y));
    }
    return result;
  }

  /// Predicts at every step, from the state that the piece before has left.
  private static final class Carrying implements Objective<Batch> {
    private final Parameters parameters = Parameters.initialised(Seed.of(4));
    private final Gru gru =
        Gru.create(
            GruSpec.of(2, 6).layers(2).initialState(InitialState.LEARNED), parameters.scope("gru"));
    private final Linear head = Linear.create(6, 1, parameters.scope("head"));
    private final CarriedState carried = new CarriedState();

    Carrying() {
      // So that a learned start differs from zeros.
      for (int i = 0; i < parameters.values().length; i += 3) {
        parameters.values()[i] += 0.2f;
      }
    }

    Var outputs(Tape tape, Batch batch) {
      Var fresh = gru.initialState(tape, batch.lengths().batch());
      Recurrent.Unrolled unrolled =
          gru.unroll(tape.seq(batch.x()), carried.begin(fresh, batch.lengths()));
      carried.end(unrolled.state());
      return head.forward(unrolled.outputs().rows());
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public Var loss(Tape tape, Batch batch) {
      return Loss.mse().of(outputs(tape, batch), batch);
    }

    @Override
    public double weight(Batch batch) {
      return batch.y().weight();
    }

    @Override
    public Optional<CarriedState> carried() {
      return Optional.of(carried);
    }
  }

  private static Map<String, Float> outputs(Iterable<Batch> batches) {
    Carrying network = new Carrying();
    Map<String, Float> result = new HashMap<>();
    try (Workspace workspace = Workspace.threads(1)) {
      for (Batch batch : batches) {
        try (Tape tape = workspace.inference()) {
          Tensor rows = network.outputs(tape, batch).copy();
          for (int i = 0; i < batch.lengths().batch(); i++) {
            for (int t = 0; t < batch.lengths().length(i); t++) {
              String step = batch.lengths().sample(i) + "@" + (batch.lengths().start(i) + t);
              assertThat(result.put(step, rows.get(batch.lengths().row(i, t), 0))).isNull();
            }
          }
        }
      }
    }
    return result;
  }

  @Test
  void piecesGiveTheBitsOfTheWhole() {
    Map<String, Float> whole = outputs(Dataset.of(streams()).batches(5));
    for (int steps : new int[] {1, 4, 7, 100}) {
      for (int lanes : new int[] {1, 2, 3, 5}) {
        ContinuousBatches pieces = ContinuousBatches.of(streams(), steps);
        assertThat(outputs(pieces.batches(lanes))).isEqualTo(whole);
        assertThat(outputs(pieces.batches(lanes, Seed.of(steps)))).isEqualTo(whole);
      }
    }
  }

  @Test
  void anEstimateLeavesNoCarriedState() {
    Carrying network = new Carrying();
    float[] state = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    network.carried.restore(state, 1);
    Trainer<Batch> trainer = Trainer.of(network).batchSize(2);
    trainer.slice = 0.02;
    trainer.estimate(ContinuousBatches.of(streams(), 4));
    assertThat(network.carried.values()).isEqualTo(state);
    assertThat(network.carried.batch()).isEqualTo(1);
  }

  @Test
  void carriedStateIsPartOfACheckpoint() {
    ContinuousBatches data = ContinuousBatches.of(streams(), 4);
    Carrying whole = new Carrying();
    TrainingReport expected = Trainer.of(whole).batchSize(2).epochs(3).fit(data, data);
    TrainingReport report;
    Carrying part;
    do {
      part = new Carrying();
      StopSignal stop = new StopSignal();
      report =
          Trainer.of(part)
              .batchSize(2)
              .epochs(3)
              .checkpoints(Checkpoints.in(directory))
              .stop(stop)
              .listener(event -> {
                if (event instanceof Stepped) {
                  stop.request();
                }
              })
              .resume(data, data);
    } while (report.outcome() == Outcome.INTERRUPTED);
    assertThat(part.parameters.values()).isEqualTo(whole.parameters.values());
    assertThat(report.epochs()).isEqualTo(expected.epochs());
  }
}
