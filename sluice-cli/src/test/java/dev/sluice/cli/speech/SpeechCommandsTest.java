package dev.sluice.cli.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train speech`, `transcribe`, `evaluate` and what else takes recordings.
class SpeechCommandsTest {
  @TempDir private static Path folder;

  private static Path model;
  private static Path test;

  @BeforeAll
  static void trains() throws IOException {
    model = folder.resolve("notes.sluice");
    test = Beeps.words(folder, "test", 12, 2);
    Sluice trained = train(Beeps.words(folder, "train", 200, 1), model, "--streaming");
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.said())
        .contains(
            "180 recordings to train on, 20 to validate with, 12 to test; 3 words told apart.");
    assertThat(trained.lines().getLast()).startsWith("test").contains("0.00 %");
  }

  private static Sluice train(Path data, Path out, Object... more) {
    Object[] words = {
      "train",
      "speech",
      "--data",
      data,
      "--out",
      out,
      "--test",
      test,
      "--units",
      "words",
      "--join",
      5,
      "--pause",
      300,
      "--hidden",
      32,
      "--layers",
      1,
      "--dropout",
      0,
      "--bands",
      16,
      "--masks",
      0,
      "--speed",
      0,
      "--epochs",
      150,
      "--rate",
      0.01,
      "--batch",
      4
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Sluice.run(all);
  }

  private static Path wav(String name, Sound sound) {
    Path file = folder.resolve(name);
    Wav.write(file, sound);
    return file;
  }

  @Test
  void recordingsAreWrittenDown() {
    Path one = wav("one.wav", Beeps.string(List.of(0, 2, 1), 3));
    Path other = wav("other.wav", Beeps.string(List.of(1, 1), 4));
    assertThat(Sluice.run("transcribe", model, one).out()).isEqualTo("do mi re\n");
    assertThat(Sluice.run("transcribe", model, one, other).lines())
        .containsExactly(one + "\tdo mi re", other + "\tre re");
    Sluice json = Sluice.run("transcribe", model, one, "--json");
    assertThat(json.out())
        .startsWith("{\"audio\":\"" + one + "\",\"text\":\"do mi re\",\"seconds\":")
        .contains("\"words\":[{\"word\":\"do\",\"start\":");
    assertThat(json.said()).contains("1 recordings, ");
  }

  @Test
  void aListOfWordsIsKeptTo() throws IOException {
    Path one = wav("listed.wav", Beeps.string(List.of(0, 2, 1), 3));
    Path list = Files.writeString(folder.resolve("list.txt"), "do\nre\n");
    assertThat(Sluice.run("transcribe", model, one, "--list", list).out())
        .contains("do")
        .doesNotContain("mi");
    Path odd = Files.writeString(folder.resolve("odd.txt"), "do\nfa\n");
    Sluice refused = Sluice.run("transcribe", model, one, "--list", odd);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("odd.txt: ", "\"fa\"");
  }

  @Test
  void anNgramModelCounts() throws IOException {
    Path one = wav("ngram.wav", Beeps.string(List.of(0, 2, 1), 3));
    Path arpa =
        Files.writeString(
            folder.resolve("notes.arpa"),
            """
            \\data\\
            ngram 1=5

            \\1-grams:
            -0.6 </s>
            -99 <s>
            -0.6 do
            -0.6 re
            -0.6 mi

            \\end\\
            """);
    Sluice heard = Sluice.run("transcribe", model, one, "--lm", arpa, "--word-bonus", 1);
    assertThat(heard.out()).as(heard.err()).isEqualTo("do mi re\n");
    Path broken = Files.writeString(folder.resolve("broken.arpa"), "\\data\\\nngram 1=5\n");
    Sluice refused = Sluice.run("transcribe", model, one, "--lm", broken);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("broken.arpa");
  }

  @Test
  void aStreamIsOfRawSamples() throws IOException {
    Path file = folder.resolve("raw.wav");
    Wav.write(file, Beeps.string(List.of(2, 0), 5));
    Sluice wav =
        Sluice.reading(
            new ByteArrayInputStream(Files.readAllBytes(file)), "transcribe", model, "--stream");
    assertThat(wav.exit()).isEqualTo(1);
    assertThat(wav.out()).isEmpty();
    assertThat(wav.said()).contains("standard input is a WAV file; --stream takes raw samples");
    Sluice empty =
        Sluice.reading(new ByteArrayInputStream(new byte[0]), "transcribe", model, "--stream");
    assertThat(empty.exit()).isZero();
    assertThat(empty.said()).contains("no sample came");
  }

  @Test
  void wordsComeWhileOneSpeaks() {
    byte[] raw = Beeps.raw(Beeps.string(List.of(2, 0, 0, 1), 5));
    assertThat(Sluice.reading(new ByteArrayInputStream(raw), "transcribe", model, "--stream").out())
        .isEqualTo("mi do do re\n");
    List<String> lines =
        Sluice.reading(new ByteArrayInputStream(raw), "transcribe", model, "--stream", "--json")
            .lines();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).startsWith("{\"word\":\"mi\",\"start\":");
    byte[] double16k = Beeps.raw(Beeps.string(List.of(2, 0), 5).at(16_000));
    assertThat(
            Sluice.reading(
                    new ByteArrayInputStream(double16k),
                    "transcribe",
                    model,
                    "--stream",
                    "--sample-rate",
                    16_000)
                .out())
        .isEqualTo("mi do\n");
  }

  @Test
  void whatCannotBeReadIsToldInPlace() throws IOException {
    Path good = wav("good.wav", Beeps.string(List.of(1), 6));
    Path broken = Files.writeString(folder.resolve("broken.wav"), "no sound");
    Path missing = folder.resolve("missing.wav");
    Sluice heard = Sluice.run("transcribe", model, broken, good, missing);
    assertThat(heard.exit()).isEqualTo(1);
    assertThat(heard.lines()).containsExactly(broken + "\t", good + "\tre", missing + "\t");
    assertThat(heard.err())
        .contains("broken.wav")
        .contains("there is no file " + missing)
        .contains("2 of them could not be read");
    assertThat(Sluice.run("transcribe", model, broken, good, "--json").lines().getFirst())
        .startsWith("{\"audio\":\"" + broken + "\",\"error\":\"");
    Sluice strict = Sluice.run("transcribe", model, broken, good, "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
  }

  @Test
  void aPageShowsWhatWasHeard() throws IOException {
    Path one = wav("shown.wav", Beeps.string(List.of(0, 2), 7));
    Path page = folder.resolve("heard.html");
    Sluice heard = Sluice.run("transcribe", model, one, "--report", page);
    assertThat(heard.exit()).as(heard.err()).isZero();
    assertThat(Files.readString(page))
        .contains("What notes.sluice heard", "do mi", "data:image/png;base64,", "Update gate")
        .contains("polyline class=\"blank\"", "polyline class=\"symbol s1\"")
        .doesNotContain("<script");
    assertThat(Sluice.run("transcribe", model, one, "--report", page).exit()).isEqualTo(1);
  }

  @Test
  void aManifestIsScored() {
    Sluice scored = Sluice.run("evaluate", model, "--data", test, "--json");
    assertThat(scored.exit()).as(scored.err()).isZero();
    assertThat(scored.out())
        .startsWith("{\"task\":\"speech\",\"recordings\":12,\"words\":12,\"word_error\":0");
    assertThat(Sluice.run("evaluate", model, "--data", test, "--beam", 4).lines().getLast())
        .startsWith("all ");
    Sluice wrong = Sluice.run("evaluate", model, "--data", test, "--alpha", 1);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("--alpha is for models for translate");
  }

  @Test
  void whatCannotBeScoredIsLeftOut() throws IOException {
    Path silent = wav("silent.wav", Sound.silence(0.5, 8000));
    Path good = wav("right.wav", Beeps.string(List.of(1, 0), 6));
    Path mixed =
        Files.writeString(
            folder.resolve("mixed.jsonl"),
            "{\"audio\":\"%s\",\"text\":\"do\"}%n{\"audio\":\"%s\",\"text\":\"re mi\"}%n{\"audio\":\"no.wav\",\"text\":\"do\"}%n"
                .formatted(silent, good));
    Sluice scored = Sluice.run("evaluate", model, "--data", mixed);
    assertThat(scored.exit()).as(scored.err()).isZero();
    assertThat(scored.err())
        .contains("Left out: " + mixed + ": line 1: ", "is silent")
        .contains("Left out: " + mixed + ": line 3: there is no file ", "no.wav");
    assertThat(scored.out()).contains("With the most errors:", "REF: re mi", "HYP: re do");
    assertThat(Sluice.run("evaluate", model, "--data", mixed, "--strict").exit()).isEqualTo(1);
    Sluice heard = Sluice.run("transcribe", model, silent);
    assertThat(heard.exit()).isEqualTo(1);
    assertThat(heard.err()).contains("silent.wav: the sound is silent");
  }

  @Test
  void statesOfRecordingsAreFeatures() throws IOException {
    Path one = wav("state.wav", Beeps.string(List.of(0, 2), 8));
    Path list = Files.writeString(folder.resolve("files.txt"), one + "\n");
    Sluice features = Sluice.run("features", model, "--input", list);
    assertThat(features.exit()).as(features.err()).isZero();
    assertThat(features.lines()).hasSize(1);
    assertThat(Sluice.run("trace", model, "--input", list).exit()).isZero();
  }

  @Test
  void wrongUseIsExplained() throws IOException {
    assertThat(Sluice.run("transcribe", model).err())
        .contains("there is no recording; name WAV files, or listen with --stream");
    assertThat(Sluice.run("transcribe", model, "a.wav", "--stream").exit()).isEqualTo(2);
    assertThat(Sluice.run("transcribe", model, "--stream", "--strict").exit()).isEqualTo(2);
    Sluice threads = Sluice.run("transcribe", model, "--stream", "--threads", 2);
    assertThat(threads.exit()).isEqualTo(2);
    assertThat(threads.err()).contains("no FILE, --report, --strict, --threads, ");
    assertThat(Sluice.run("transcribe", model, "a.wav", "--word-bonus", 1).err())
        .contains("--lm-weight and --word-bonus are for --lm, which is missing");
    assertThat(Sluice.run("transcribe", model, "a.wav", "--sample-rate", 8000).err())
        .contains("--sample-rate is for --stream");
    Sluice refused =
        train(test, folder.resolve("x.sluice"), "--streaming", "--normalise", "utterance");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("--normalise utterance needs the whole recording");
    Sluice level = train(test, folder.resolve("x.sluice"), "--streaming", "--level", "-20");
    assertThat(level.exit()).isEqualTo(2);
    assertThat(level.err()).contains("--level needs the whole recording");
    Path missing =
        Files.writeString(
            folder.resolve("missing.jsonl"), "{\"audio\":\"nowhere.wav\",\"text\":\"do\"}\n");
    Sluice nowhere = train(missing, folder.resolve("y.sluice"));
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(nowhere.err()).contains("missing.jsonl: line 1: there is no file ");
    assertThat(folder.resolve("y.sluice")).doesNotExist();
  }
}
