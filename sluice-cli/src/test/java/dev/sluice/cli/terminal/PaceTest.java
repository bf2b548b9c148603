package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter err = new StringWriter();
  private long now = Long.MAX_VALUE - SECOND; // clocks may overflow

  private Pace pace(int columns) {
    PrintWriter out = new PrintWriter(new StringWriter());
    Terminal terminal = new Terminal(out, new PrintWriter(err), columns);
    return new Pace(terminal, "predict", "lines", () -> now);
  }

  @Test
  void shortWorkIsNotTold() {
    for (int columns : new int[] {0, 80}) {
      try (Pace pace = pace(columns)) {
        for (int done = 1; done <= 19; done++) {
          now += SECOND / 10;
          pace.of(19).accept(done);
        }
      }
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void longWorkIsToldInLines() {
    try (Pace pace = pace(0)) {
      for (int done = 1; done <= 8; done++) {
        now += SECOND;
        pace.at(1000 * done, OptionalDouble.of(done / 8.0));
      }
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "predict [████░░░░░░░░░░░░]  25 %  2,000 lines  1,000 a second  6 s left",
            "predict [██████████████░░]  88 %  7,000 lines  1,000 a second  1 s left");
  }

  @Test
  void aTerminalGetsABarInPlace() {
    try (Pace pace = pace(80)) {
      now += 2 * SECOND;
      pace.of(4).accept(1);
      now += 2 * SECOND;
      pace.of(4).accept(4);
    }
    assertThat(err.toString().replace(System.lineSeparator(), "\n"))
        .startsWith("\rpredict [████░░░░░░░░░░░░]  25 %  1 lines  0.5 a second  6 s left")
        .contains("\rpredict [████████████████] 100 %  4 lines  1.0 a second  0 s left")
        .endsWith("\n");
  }

  @Test
  void anEndThatNobodyKnowsIsNotTold() {
    try (Pace pace = pace(0)) {
      now += 3 * SECOND;
      pace.at(30, OptionalDouble.empty());
      now += SECOND;
      pace.at(40, OptionalDouble.empty());
    }
    assertThat(err.toString().lines()).containsExactly("predict  30 lines  10 a second");
  }
}
