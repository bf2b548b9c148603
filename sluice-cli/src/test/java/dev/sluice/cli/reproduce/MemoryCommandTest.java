package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCommandTest {
  @TempDir private Path folder;

  @Test
  void eachCellAndLengthIsTold() throws IOException {
    Path plot = folder.resolve("plot.svg");
    Sluice told =
        Sluice.run(
            "reproduce",
            "memory",
            "--lengths",
            "5,8",
            "--cells",
            "rnn,patient_gru",
            "--samples",
            400,
            "--plot",
            plot);
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("Adding problem, mean squared error; without memory 0.1667.")
        .containsPattern("rnn +5 .* 1.67e-01")
        .containsPattern("patient_gru +8 ");
    assertThat(Files.readString(plot))
        .contains(">rnn</text>", ">patient_gru</text>", ">5</text>", ">8</text>");
    Sluice json =
        Sluice.run(
            "reproduce",
            "memory",
            "--task",
            "copy",
            "--lengths",
            3,
            "--cells",
            "gru",
            "--samples",
            400,
            "--json");
    assertThat(json.lines()).hasSize(1);
    assertThat(json.out()).contains("\"task\":\"copy\",\"cell\":\"gru\",\"steps\":3");
  }

  @Test
  void tooFewSamplesAreWrongUsage() {
    Sluice wrong = Sluice.run("reproduce", "memory", "--samples", 20);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said()).contains("--samples is 200 or more");
  }
}
