package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of damaged files: none may lead to anything but a [ModelException], or to much memory.
///
/// Replay a failure, which prints its seed: `mvn -pl sluice-core -am test -Dtest=FuzzTest
/// -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dsluice.fuzz.seed=SEED`.
class FuzzTest {
  private static final int CASES = 3_000;
  private static final long SEED = Long.getLong("sluice.fuzz.seed", 20_260_101L);

  @TempDir Path folder;

  @Test
  void safetensors() {
    Path path = folder.resolve("a");
    Samples.tensors().write(path, Overwrite.REFUSE);
    fuzz(path, p -> SafetensorsFile.read(p, Conversion.TO_FLOAT));
  }

  @Test
  void checkpoint() {
    Path path = folder.resolve("a");
    CheckpointFile.write(path, Samples.checkpoint(3), Overwrite.REFUSE);
    int accepted = fuzz(path, CheckpointFile::read);
    assertThat(accepted).as("accepted though under a checksum").isZero();
  }

  @Test
  void configuration() {
    Path model = folder.resolve("m.sluice");
    ModelDirectory.write(model, Samples.model("old"), Overwrite.REFUSE);
    fuzz(model.resolve("config.json"), p -> ModelDirectory.read(model));
  }

  @Test
  void extraFileAndCard() {
    Path model = folder.resolve("m.sluice");
    ModelDirectory.write(model, Samples.model("old"), Overwrite.REFUSE);
    int accepted = fuzz(model.resolve("vocab.txt"), p -> ModelDirectory.read(model));
    assertThat(accepted).as("accepted though under a checksum").isZero();
    Samples.write(model.resolve("vocab.txt"), Samples.model("old").extras().get("vocab.txt"));
    fuzz(model.resolve("README.md"), p -> ModelDirectory.read(model));
  }

  /// Returns how many of the files that differ from the original were accepted.
  private static int fuzz(Path path, Consumer<Path> read) {
    byte[] original = Samples.bytes(path);
    int accepted = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] mutant = Hostile.mutate(original, new SplittableRandom(SEED + i));
      Samples.write(path, mutant);
      // A model directory reads its other files too.
      long size = mutant.length + 4096L;
      boolean fine =
          Hostile.accepted(
              () -> read.accept(path), size, "replay with -Dsluice.fuzz.seed=" + (SEED + i));
      if (fine && !java.util.Arrays.equals(mutant, original)) {
        accepted++;
      }
    }
    return accepted;
  }
}
