package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.TrainingEvent.CheckpointWritten;
import dev.sluice.train.loop.TrainingEvent.RateLowered;
import dev.sluice.train.loop.TrainingEvent.Resumed;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Decayed;
import dev.sluice.train.optim.Optimizer;
import dev.sluice.train.optim.Plateau;
import dev.sluice.train.optim.RmsProp;
import dev.sluice.train.optim.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going on from any checkpoint gives the bytes of never having stopped.
class ResumeTest {
  @TempDir private Path directory;

  private final IndexedDataset<Batch> train = TinyGru.data(22, 5).bucketed(2);
  private final IndexedDataset<Batch> validation = TinyGru.data(9, 99);

  private record Setup(TinyGru network, Optimizer optimizer, Trainer<Batch> trainer) {}

  private Setup setup() {
    TinyGru network = new TinyGru(7, 0.3f);
    Optimizer optimizer = Adam.rate(0.03).weightDecay(1e-4);
    Trainer<Batch> trainer =
        Trainer.of(network, Loss.mse())
            .optimizer(optimizer)
            .clipNorm(1)
            .batchSize(4)
            .epochs(12)
            .patience(4)
            .seed(Seed.of(8));
    return new Setup(network, optimizer, trainer);
  }

  /// Everything that a run can remember or draw, switched on; the plateau comes into play.
  private Setup everything() {
    Setup setup = setup();
    Optimizer optimizer =
        Adam.rate(Schedule.cosine(0.05, 200).warmUp(9)).weightDecay(1e-3, Decayed.MATRICES);
    setup
        .trainer
        .optimizer(optimizer)
        .plateau(Plateau.of(0.5, 1).threshold(0.05))
        .weightNoise(0.05)
        .average(0.8);
    return new Setup(setup.network, optimizer, setup.trainer);
  }

  /// The same, its epochs chosen by a function of the parameters that rises and falls.
  private Setup measured() {
    Setup setup = everything();
    setup.trainer.chooseBy(new Wave(setup.network));
    return setup;
  }

  private record Wave(TinyGru network) implements Measure {
    @Override
    public String name() {
      return "wave";
    }

    @Override
    public OptionalDouble value(Workspace workspace, StopSignal stop) {
      double sum = 0;
      for (float value : network.parameters().values()) {
        sum += value;
      }
      return stop.isRequested()
          ? OptionalDouble.empty()
          : OptionalDouble.of(StrictMath.sin(20 * sum));
    }
  }

  private Checkpoints everyStep() {
    return Checkpoints.in(directory).everySteps(1);
  }

  private static void assertSame(
      Setup actual, TrainingReport report, Setup expected, TrainingReport whole) {
    assertThat(actual.network.parameters().values())
        .isEqualTo(expected.network.parameters().values());
    assertThat(actual.optimizer.steps()).isEqualTo(expected.optimizer.steps());
    expected
        .optimizer
        .state()
        .slots()
        .forEach(
            (name, slot) -> assertThat(actual.optimizer.state().slots().get(name)).isEqualTo(slot));
    assertThat(report.epochs()).isEqualTo(whole.epochs());
    assertThat(report.bestEpoch()).isEqualTo(whole.bestEpoch());
    assertThat(report.outcome()).isEqualTo(whole.outcome());
    assertThat(report.steps()).isEqualTo(whole.steps());
  }

  @Test
  void afterAStopAtEveryStep() {
    stopAtEveryStep(this::setup);
  }

  @Test
  void afterAStopAtEveryStepWithEverythingSwitchedOn() throws IOException {
    List<Double> scales = new ArrayList<>();
    Setup whole = everything();
    Path alone = Files.createDirectory(directory.resolve("alone"));
    whole
        .trainer
        .checkpoints(Checkpoints.in(alone))
        .listener(event -> {
          if (event instanceof RateLowered lowered) {
            scales.add(lowered.scale());
          }
        })
        .fit(train, validation);
    assertThat(scales).hasSizeGreaterThan(1).startsWith(0.5, 0.25);
    stopAtEveryStep(this::everything);
    // Averages, best values, the plateau's standing and all else, as bytes.
    for (Path file : files(alone)) {
      Path other = directory.resolve(file.getFileName());
      if (Files.exists(other)) {
        assertThat(other).hasSameBinaryContentAs(file);
      }
    }
    assertThat(names(alone)).containsAnyElementsOf(names(directory));
  }

  @Test
  void afterAStopAtEveryStepWithAMeasure() {
    Setup whole = measured();
    TrainingReport expected = whole.trainer.fit(train, validation);
    assertThat(expected.bestEpoch())
        .isBetween(2, expected.epochs().size() - 1)
        .isNotEqualTo(everything().trainer.fit(train, validation).bestEpoch());
    stopAtEveryStep(this::measured);
  }

  private void stopAtEveryStep(Supplier<Setup> setups) {
    Setup whole = setups.get();
    TrainingReport expected = whole.trainer.fit(train, validation);
    int stops = 0;
    while (true) {
      Setup part = setups.get();
      StopSignal stop = new StopSignal();
      TrainingReport report =
          part.trainer
              .checkpoints(Checkpoints.in(directory))
              .stop(stop)
              .listener(event -> {
                if (event instanceof Stepped) {
                  stop.request();
                }
              })
              .resume(train, validation);
      if (report.outcome() != Outcome.INTERRUPTED) {
        assertSame(part, report, whole, expected);
        break;
      }
      stops++;
    }
    assertThat(stops).isEqualTo(expected.steps());
  }

  /// Every checkpoint of an uninterrupted run, the last two of each moment being copied away.
  @Test
  void fromEveryCheckpoint() throws IOException {
    Path kept = Files.createDirectory(directory.resolve("kept"));
    Path run = Files.createDirectory(directory.resolve("run"));
    List<Path> copies = new ArrayList<>();
    Setup whole = setup();
    TrainingReport expected =
        whole
            .trainer
            .checkpoints(Checkpoints.in(run).everySteps(3))
            .listener(event -> {
              if (event instanceof CheckpointWritten written) {
                copies.add(copy(run, kept, written.step(), copies.size()));
              }
            })
            .fit(train, validation);
    assertThat(files(run)).hasSize(2);
    assertThat(copies.size()).isGreaterThan(20);
    for (Path copy : copies) {
      Setup part = setup();
      TrainingReport report =
          part.trainer.checkpoints(Checkpoints.in(copy)).resume(train, validation);
      assertSame(part, report, whole, expected);
    }
  }

  private static Path copy(Path run, Path kept, long step, int number) {
    String name = "checkpoint-" + step + ".sluice";
    try {
      Path copy = Files.createDirectory(kept.resolve(Integer.toString(number)));
      Files.copy(run.resolve(name), copy.resolve(name));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    return files(directory).stream().map(file -> file.getFileName().toString()).toList();
  }

  /// What a checkpoint lacks begins with it, and what is switched off is forgotten.
  @Test
  void averageAndPlateauMayBeSwitchedOnAndOffLater() {
    setup().trainer.epochs(2).checkpoints(everyStep()).fit(train, validation);
    Setup on = everything();
    on.trainer.optimizer(on.optimizer).epochs(4).checkpoints(everyStep()).resume(train, validation);
    Setup off = setup();
    TrainingReport report =
        off.trainer.epochs(6).checkpoints(everyStep()).resume(train, validation);
    assertThat(report.epochs()).hasSize(6);
  }

  @Test
  void aStopLeavesACheckpointAndTheCurrentParameters() throws IOException {
    Setup part = setup();
    StopSignal stop = new StopSignal();
    stop.request();
    TrainingReport report =
        part.trainer.checkpoints(Checkpoints.in(directory)).stop(stop).fit(train, validation);
    assertThat(report.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(report.steps()).isZero();
    assertThat(files(directory)).hasSize(1);
  }

  @Test
  void aDamagedCheckpointIsSkippedAndSaid() throws IOException {
    Setup whole = setup();
    TrainingReport expected = whole.trainer.checkpoints(everyStep()).fit(train, validation);
    Path newest = directory.resolve("checkpoint-" + expected.steps() + ".sluice");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    List<Resumed> resumed = new ArrayList<>();
    Setup part = setup();
    TrainingReport report =
        part.trainer
            .checkpoints(everyStep())
            .listener(event -> {
              if (event instanceof Resumed r) {
                resumed.add(r);
              }
            })
            .resume(train, validation);
    assertSame(part, report, whole, expected);
    assertThat(resumed.getFirst().skipped()).singleElement().asString().contains("damaged");
    assertThat(resumed.getFirst().step()).isEqualTo(expected.steps() - 1);
  }

  @Test
  void moreEpochsMayFollow() {
    Setup whole = setup();
    whole.trainer.epochs(4).fit(train, validation);
    Setup part = setup();
    part.trainer.epochs(2).checkpoints(everyStep()).fit(train, validation);
    Setup more = setup();
    more.trainer.epochs(4).checkpoints(everyStep()).resume(train, validation);
    assertThat(more.network.parameters().values()).isEqualTo(whole.network.parameters().values());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    setup().trainer.epochs(1).checkpoints(everyStep()).fit(train, validation);
    assertThatThrownBy(() -> setup().trainer.checkpoints(everyStep()).fit(train, validation))
        .hasMessageContaining("has checkpoints of an earlier run");
    assertThatThrownBy(
            () -> setup().trainer.checkpoints(everyStep()).batchSize(5).resume(train, validation))
        .hasMessageContaining("the checkpoint has batchSize \"4\", this trainer \"5\"");
    assertThatThrownBy(() ->
            setup()
                .trainer
                .checkpoints(everyStep())
                .optimizer(RmsProp.rate(1))
                .resume(train, validation))
        .hasMessageContaining("optimizer \"Adam\", this trainer \"RmsProp\"");
    assertThatThrownBy(() ->
            setup().trainer.checkpoints(everyStep()).seed(Seed.of(9)).resume(train, validation))
        .hasMessageContaining("made with another seed");
    assertThatThrownBy(() -> measured().trainer.checkpoints(everyStep()).resume(train, validation))
        .hasMessageContaining("the checkpoint has measure (none), this trainer \"wave\"");
    assertThatThrownBy(() ->
            Trainer.of(new TinyGru(8, 0), Loss.mse())
                .optimizer(Adam.rate(1))
                .batchSize(4)
                .seed(Seed.of(8))
                .checkpoints(everyStep())
                .resume(train, validation))
        .hasMessageContaining("the checkpoint has network");
  }
}
