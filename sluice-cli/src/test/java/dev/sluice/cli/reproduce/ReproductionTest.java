package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.train.loop.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ReproductionTest {
  private final StringWriter err = new StringWriter();

  /// The bar of training ends its line, scoring has one of its own, and a later training another.
  @Test
  void scoringTellsHowFarItIsBehindTheTraining() {
    Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), 80);
    int score;
    try (Workspace workspace = Workspace.threads(1);
        Progress training = new Progress(terminal, "training")) {
      training.at(1, "epoch 2/2", OptionalDouble.empty());
      var place = new Reproduction.Place(workspace, new StopSignal(), terminal, training);
      assertThat(place.<Integer>scored(2, "texts", done -> 7)).isEqualTo(7);
      score = place.scored(4, "texts", done -> slowly(() -> done.accept(2)));
      training.at(1, "e", OptionalDouble.empty());
    }
    assertThat(score).isEqualTo(3);
    assertThat(err.toString().replace(System.lineSeparator(), "\n"))
        .matches(
            "\rtraining \\[█{16}] 100 %  epoch 2/2\n"
                + "\rscoring \\[█{8}░{8}]  50 %  2 texts  [\\d.]+ a second  \\d+ s left\n"
                + "\rtraining \\[█{16}] 100 %  e\n");
  }

  /// After more than two seconds.
  private static int slowly(Runnable work) {
    long until = System.nanoTime() + Duration.ofMillis(2100).toNanos();
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
    work.run();
    return 3;
  }
}
