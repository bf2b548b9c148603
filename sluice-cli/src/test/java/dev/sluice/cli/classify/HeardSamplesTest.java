package dev.sluice.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.cli.speech.Beeps;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train classify` on recordings, and what its models are asked.
class HeardSamplesTest {
  @TempDir private static Path folder;

  private static Path words;
  private static Path test;

  @BeforeAll
  static void trains() throws IOException {
    words = folder.resolve("words.sluice");
    test = Beeps.words(folder, "test", 12, 2);
    Sluice trained = train(Beeps.words(folder, "class", 90, 9), words, 12);
    assertThat(trained.exit()).as(trained.err()).isZero();
  }

  private static Sluice train(Path data, Path out, int epochs) {
    return Sluice.run(
        "train",
        "classify",
        "--data",
        data,
        "--test",
        test,
        "--out",
        out,
        "--hidden",
        12,
        "--bands",
        16,
        "--epochs",
        epochs,
        "--rate",
        0.01);
  }

  /// A sound that is not silent.
  private static Path wav(String name, int samples) {
    float[] x = new float[samples];
    for (int i = 0; i < samples; i++) {
      x[i] = 0.1f * Seed.of(1).normal(i);
    }
    Path file = folder.resolve(name);
    Wav.write(file, Sound.of(x, Beeps.RATE));
    return file;
  }

  @Test
  void recordingsAreTold() throws IOException {
    Sluice scored = Sluice.run("evaluate", words, "--data", test, "--json");
    assertThat(scored.out()).as(scored.err()).contains("\"accuracy\":1.0,");
    Path list =
        Files.writeString(
            folder.resolve("clips.txt"),
            folder.resolve("test1.wav") + "\n" + folder.resolve("nowhere.wav") + "\n");
    Sluice predicted = Sluice.run("predict", words, "--input", list);
    assertThat(predicted.lines().getFirst()).startsWith("{\"label\":\"re\",");
    assertThat(predicted.lines().getLast()).contains("\"error\":", "nowhere.wav");
    assertThat(Sluice.run("features", words, "--input", list).err()).contains("line 2");
  }

  /// A step has 280 samples; those of 300 are too few when they are played faster by a tenth.
  @Test
  void recordingsThatAreTooShortAreNamedWithTheirLines() throws IOException {
    String good = "\n" + Files.readString(test);
    for (int samples : new int[] {100, 300}) {
      Path tiny = wav("tiny" + samples + ".wav", samples);
      String line = "{\"audio\":\"%s\",\"label\":\"do\"}%n".formatted(tiny.getFileName());
      Path data = Files.writeString(folder.resolve("tiny.jsonl"), line + good);
      Sluice refused = train(data, folder.resolve("tiny.sluice"), 1);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.said())
          .contains(
              "sluice: %s: line 1: %s: the sound is shorter than a step, 0.035 s"
                  .formatted(data, tiny));
      assertThat(refused.said().contains("when it is played fastest")).isEqualTo(samples == 300);
    }
  }
}
