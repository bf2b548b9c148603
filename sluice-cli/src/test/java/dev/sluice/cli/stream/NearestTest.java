package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sequences that are like others, in a list and by `features --like`.
class NearestTest {
  private static final float[][][] WALKS = {
    {{0.5f, -1}, {2, 0.25f}, {-0.125f, 3}}, {{1, 1}}, {{-2, 0.5f}, {0, 0}, {4, -4}}
  };

  @TempDir private Path folder;

  @Test
  void theMostSimilarComeFirstAndTheFirstOfEqualOnes() {
    Nearest<String> nearest = new Nearest<>();
    nearest.add("across", 0, 1);
    nearest.add("along", 3, 0);
    nearest.add("back", -1, 0);
    nearest.add("along too", 1, 0);
    nearest.add("half", 1, 1);
    assertThat(nearest.of(new float[] {2, 0}, 3))
        .extracting(Nearest.Found::name)
        .containsExactly("along", "along too", "half");
    assertThat(nearest.of(new float[] {2, 0}, 9))
        .extracting(Nearest.Found::name)
        .containsExactly("along", "along too", "half", "across", "back");
    assertThat(nearest.of(new float[] {0, 0}, 2))
        .extracting(Nearest.Found::name)
        .containsExactly("across", "along");
  }

  /// The file is searched for its own sequences: each is nearest to itself.
  @Test
  void aFileIsSearched() throws IOException {
    RecurrentModel model = TestModels.stack(GruSpec.of(2, 3));
    Path directory = folder.resolve("stack");
    model.save(directory, Overwrite.REPLACE);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < WALKS.length; i++) {
      String steps = Arrays.deepToString(WALKS[i]);
      lines.append("{\"key\":\"w%d\",\"x\":%s}\n".formatted(i, steps));
    }
    Path file = Files.writeString(folder.resolve("walks.jsonl"), lines.toString());
    Sluice call = Sluice.run("features", directory, "--input", file, "--like", file, "--top", 2);
    Seq h = model.run(Seq.of(WALKS, 2));
    for (int i = 0; i < WALKS.length; i++) {
      double next = -1;
      for (int j = 0; j < WALKS.length; j++) {
        next = j == i ? next : Math.max(next, cosine(last(h, i), last(h, j)));
      }
      String line = call.lines().get(i);
      assertThat(line)
          .startsWith(
              "{\"key\":\"w%d\",\"nearest\":[{\"key\":\"w%d\",\"similarity\":".formatted(i, i));
      String[] numbers =
          line.replaceAll("[^:]*\"similarity\":([-.0-9E]+)", "$1 ").split("[^-.0-9E]+");
      assertThat(Double.parseDouble(numbers[numbers.length - 2])).isEqualTo(1, within(1e-6));
      assertThat(Double.parseDouble(numbers[numbers.length - 1])).isEqualTo(next, within(1e-6));
    }
    Sluice wrong = Sluice.run("features", directory, "--input", file, "--like-text", "x");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said())
        .contains("--like-text is for models of texts; give a file with --like");
  }

  private static float[] last(Seq h, int i) {
    float[][] steps = h.sequence(i);
    return steps[steps.length - 1];
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
