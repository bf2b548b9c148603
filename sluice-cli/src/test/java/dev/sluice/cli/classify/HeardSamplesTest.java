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
import java.util.stream.Stream;
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

  private static Sluice train(Path data, Path out, int epochs, Object... more) {
    Object[] all = {
      "train", "classify", "--data", data, "--out", out, "--hidden", 12, "--epochs", epochs
    };
    Object[] rest = more.length > 0 ? more : new Object[] {"--bands", 16, "--test", test};
    Stream<Object> rate = Stream.of("--rate", 0.01);
    return Sluice.run(
        Stream.of(Stream.of(all), Stream.of(rest), rate).flatMap(each -> each).toArray());
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
    assertThat(predicted.exit()).isZero();
  }

  /// Three that cannot be read around one that can.
  private static Path mixed() throws IOException {
    Files.writeString(folder.resolve("broken.wav"), "no sound");
    return Files.writeString(
        folder.resolve("mixed.txt"),
        "%s%n%s%n%s%n%s%n"
            .formatted(
                folder.resolve("broken.wav"),
                folder.resolve("test1.wav"),
                folder.resolve("nowhere.wav"),
                wav("short.wav", 100)));
  }

  @Test
  void badRecordingsArePredictedInTheirPlaces() throws IOException {
    Sluice said = Sluice.run("predict", words, "--input", mixed());
    assertThat(said.exit()).isZero();
    assertThat(said.lines()).hasSize(4);
    assertThat(said.lines().get(0)).startsWith("{\"error\":").contains("mixed.txt: line 1: ");
    assertThat(said.lines().get(1)).startsWith("{\"label\":\"re\"");
    assertThat(said.lines().get(2)).contains("line 3: ", "nowhere.wav: there is no such file");
    assertThat(said.lines().get(3)).contains("short.wav: the sound is shorter than a step");
    assertThat(said.said()).contains("3 of them could not be read");
    Sluice strict = Sluice.run("predict", words, "--input", mixed(), "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
  }

  @Test
  void badRecordingsHaveNoFeatures() throws IOException {
    Sluice said = Sluice.run("features", words, "--input", mixed());
    assertThat(said.exit()).isZero();
    assertThat(said.lines()).hasSize(4);
    assertThat(said.lines().get(0))
        .startsWith("{\"key\":\"%s\",\"error\":".formatted(folder.resolve("broken.wav")))
        .contains("mixed.txt: line 1: ");
    assertThat(said.lines().get(1)).contains("test1.wav\",\"features\":[");
    assertThat(said.lines().get(2)).contains("line 3: ", "nowhere.wav: there is no such file");
    assertThat(said.lines().get(3)).contains("short.wav: the sound is shorter than a step");
    assertThat(said.said()).contains("3 of the recordings could not be read");
    Sluice strict = Sluice.run("features", words, "--input", mixed(), "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
    assertThat(strict.said()).contains("mixed.txt: line 1: ");
  }

  @Test
  void badRecordingsAreNotFound() throws IOException {
    Sluice said = Sluice.run("features", words, "--input", mixed(), "--like", mixed());
    assertThat(said.exit()).isZero();
    assertThat(said.lines()).hasSize(4);
    assertThat(said.lines().get(0)).contains("broken.wav\",\"error\":");
    assertThat(said.lines().get(1))
        .contains("\"nearest\":[{\"key\":\"" + folder.resolve("test1.wav"))
        .doesNotContain("broken.wav");
    assertThat(said.said())
        .contains("Left out: ", "mixed.txt: line 3: ", "6 of the recordings could not be read");
    Sluice none =
        Sluice.run("features", words, "--input", mixed(), "--like-text", folder.resolve("no.wav"));
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.said()).contains("no.wav: there is no such file");
  }

  @Test
  void whatIsNoPathIsToldInItsPlace() throws IOException {
    Path list = Files.writeString(folder.resolve("nul.txt"), "a\0b.wav\n");
    for (String command : new String[] {"predict", "features"}) {
      Sluice said = Sluice.run(command, words, "--input", list);
      assertThat(said.exit()).isZero();
      assertThat(said.out())
          .contains("nul.txt: line 1: \\\"a?b.wav\\\" is no path of a file: ", "; correct it\"}");
      Sluice input = Sluice.run(command, words, "--input", "a\0b");
      assertThat(input.exit()).isEqualTo(1);
      assertThat(input.said()).contains("'a?b' is no path of a file: ");
      Sluice model = Sluice.run(command, "a\0b", "--input", list);
      assertThat(model.exit()).isEqualTo(2);
      assertThat(model.said()).contains("'a?b' is no path of a file: ").doesNotContain("java");
    }
    Path manifest =
        Files.writeString(
            folder.resolve("nul.jsonl"), "{\"audio\":\"a\\u0000b\",\"label\":\"do\"}\n");
    Sluice scored = Sluice.run("evaluate", words, "--data", manifest);
    assertThat(scored.exit()).isEqualTo(1);
    assertThat(scored.said()).contains("nul.jsonl: line 1", "the path of a WAV file");
  }

  @Test
  void badRecordingsAreNotScored() throws IOException {
    mixed();
    StringBuilder lines = new StringBuilder(Files.readString(test));
    for (String file : new String[] {"broken", "nowhere", "short"}) {
      lines.append("{\"audio\":\"%s.wav\",\"label\":\"do\"}%n".formatted(file));
    }
    lines.append("{\"audio\":\"test1.wav\",\"label\":\"fa\"}\n");
    Path data = Files.writeString(folder.resolve("mixed.jsonl"), lines.toString());
    Sluice said = Sluice.run("evaluate", words, "--data", data, "--json");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("\"samples\":12,\"left_out\":4,\"accuracy\":1.0,");
    assertThat(said.said())
        .contains("Left out: " + data + ": line 13: ", "broken.wav")
        .contains("line 14: there is no file ", "nowhere.wav")
        .contains("line 15: ", "short.wav: the sound is shorter than a step")
        .contains("line 16: ", "the class \"fa\" is none that the model tells apart");
    Sluice strict = Sluice.run("evaluate", words, "--data", data, "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
    assertThat(strict.said()).contains("line 13: ");
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

  @Test
  void recordingsToTestWithAreLookedAtBeforeTraining() throws IOException {
    Path tiny = wav("tiny.wav", 100);
    Path tests =
        Files.writeString(
            folder.resolve("tests.jsonl"),
            Files.readString(test) + "{\"audio\":\"tiny.wav\",\"label\":\"do\"}\n");
    Path out = folder.resolve("tests.sluice");
    Sluice refused = train(test, out, 1000, "--test", tests);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said())
        .contains("%s: line 13: %s: the sound is shorter than a step".formatted(tests, tiny));
    assertThat(out).doesNotExist();
  }

  @Test
  void whatIsSeenOfSoundsIsStored() throws IOException {
    Path out = folder.resolve("level.sluice");
    Sluice trained =
        train(test, out, 1, "--bands", 12, "--level", "-20", "--floor", 0.03, "--warp", 5);
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(Files.readString(out.resolve("audio.json")))
        .contains("\"bands\":12,", "\"floor\":0.03,", "\"level\":-20.0");
    Sluice refused = train(test, folder.resolve("warp.sluice"), 1, "--bands", 80, "--warp", 30);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).contains("at a warp of 70 %", "use less warp, fewer bands");
  }

  @Test
  void nothingIsSearchedWhereNothingCanBeRead() throws IOException {
    Path list = Files.writeString(folder.resolve("wrong.txt"), "a.wav\nb.wav\n");
    Sluice said = Sluice.run("features", words, "--input", list, "--like", mixed());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.said()).contains("no recording can be searched; mend those named above");
  }

  @Test
  void theManifestOfTrainingIsPredictedToo() throws IOException {
    Sluice said = Sluice.run("predict", words, "--input", test);
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.lines()).hasSize(12);
    assertThat(said.lines().get(1)).startsWith("{\"label\":\"re\",");
    Path list = Files.writeString(folder.resolve("nul2.txt"), "{\"audio\":\"a\\u0000b\"}\n");
    assertThat(Sluice.run("predict", words, "--input", list).out())
        .contains("nul2.txt: line 1: \\\"a?b\\\" is no path of a file");
    Path recording = folder.resolve("test1.wav");
    Sluice refused = Sluice.run("predict", words, "--input", recording);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said())
        .contains(recording + " is a recording; --input is a file with the path");
  }
}
