package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sluice train forecast` interrupted and resumed, and `predict` behind a pipe.
class ForecastIT {
  private static final String TRAIN =
      "train forecast --data weather.csv --time date --group location --target temp_max --horizon 3"
          + " --context 14 --hidden 8 --epochs 6 --batch 16 --threads 1 --out ";

  @TempDir Path folder;

  @Test
  void ctrlCThenResumeGivesTheSameBytes() throws Exception {
    Files.writeString(folder.resolve("weather.csv"), run(List.of(), "demo --csv").out());
    Command whole = run(List.of(), TRAIN + "whole.sluice");
    assertThat(whole.exit()).as(whole.err()).isZero();

    Command.Running running =
        Command.start(folder, Map.of(), words(slowly(), TRAIN + "part.sluice"));
    Path checkpoints = folder.resolve("part.sluice.training");
    while (!hasCheckpoint(checkpoints) && running.process().isAlive()) {
      Thread.sleep(20);
    }
    running.signal(Signal.CTRL_C.name());
    Command interrupted = running.end();
    assertThat(interrupted.exit()).as(interrupted.err()).isEqualTo(Signal.CTRL_C.exit());
    assertThat(interrupted.out()).isEmpty();
    assertThat(interrupted.err()).contains("go on with the same command and --resume");
    assertThat(folder.resolve("part.sluice")).doesNotExist();

    Command resumed = run(List.of(), TRAIN + "part.sluice --resume");
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    for (String file : List.of("config.json", "model.safetensors", "README.md", "source.json")) {
      assertThat(folder.resolve("part.sluice").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole.sluice").resolve(file));
    }
    assertThat(checkpoints).doesNotExist();

    Command file = run(List.of(), "predict whole.sluice --input weather.csv");
    Command pipe =
        Command.run(
            folder,
            Map.of(),
            List.of(
                "sh",
                "-c",
                "cat weather.csv | " + String.join(" ", words(List.of(), "predict whole.sluice"))));
    assertThat(pipe.exit()).as(pipe.err()).isZero();
    assertThat(pipe.out()).isEqualTo(file.out()).hasLineCount(2);
  }

  private static List<String> slowly() {
    return List.of("-Dsluice.kernels=scalar");
  }

  private Command run(List<String> options, String line) throws Exception {
    return Command.run(folder, Map.of(), words(options, line));
  }

  private static List<String> words(List<String> options, String line) {
    return new ArrayList<>(Java.onModulePath(options, line.split(" ")));
  }

  private static boolean hasCheckpoint(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
    }
  }
}
