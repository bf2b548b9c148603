package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter err = new StringWriter();
  private long now = Long.MAX_VALUE - SECOND; // clocks may overflow

  private Progress progress(int columns) {
    PrintWriter out = new PrintWriter(new StringWriter());
    return new Progress(new Terminal(out, new PrintWriter(err), columns), "training", () -> now);
  }

  @Test
  void plainLinesComeEveryFiveSecondsAndAtTheEnd() {
    try (Progress progress = progress(0)) {
      for (int tenth = 0; tenth <= 120; tenth++) {
        progress.at(tenth / 121.0, "epoch 1/10", OptionalDouble.of(12 - tenth / 10.0));
        now += SECOND / 10;
      }
      progress.at(1, "epoch 10/10", OptionalDouble.of(0));
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "training [███████░░░░░░░░░]  41 %  epoch 1/10  7 s left",
            "training [█████████████░░░]  83 %  epoch 1/10  2 s left",
            "training [████████████████] 100 %  epoch 10/10");
  }

  @Test
  void aTerminalGetsOneLineDrawnInPlace() {
    try (Progress progress = progress(80)) {
      progress.at(0.25, "epoch 1/10", OptionalDouble.of(300));
      progress.at(0.26, "too soon", OptionalDouble.empty());
      now += SECOND;
      progress.at(0.5, "epoch 5/10", OptionalDouble.of(9));
    }
    assertThat(err.toString().replace(System.lineSeparator(), "\n"))
        .isEqualTo(
            "\rtraining [████░░░░░░░░░░░░]  25 %  epoch 1/10  5 min left"
                + "\rtraining [████████░░░░░░░░]  50 %  epoch 5/10  9 s left  "
                + "\n");
  }

  @Test
  void aNarrowTerminalIsNotOverflown() {
    try (Progress progress = progress(20)) {
      progress.at(0.5, "epoch 5/10", OptionalDouble.empty());
    }
    assertThat(err.toString().strip()).hasSize(19);
  }

  @Test
  void nothingDoneNothingSaid() {
    progress(80).close();
    progress(0).close();
    assertThat(err.toString()).isEmpty();
  }
}
