package dev.sluice.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options of `train classify` that have no effect on the data are refused before these are read.
class SampleContentTest {
  private static Sluice train(String... more) {
    return Sluice.run(Stream.concat(Stream.of("train", "classify"), Arrays.stream(more)).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, --bands, 20, tables of texts, recordings",
    "a.txt, --speed, 5, texts behind their classes, recordings",
    "a.ts, --masks, 0, series in .ts, recordings",
    "a.ts.gz, --sound, mfcc, series in .ts, recordings",
    "a.txt, --level, -20, texts behind their classes, recordings",
    "a.csv, --floor, 0.03, tables of texts, recordings",
    "a.ts, --warp, 10, series in .ts, recordings",
    "a.tsv, --snr, 20, tables of texts, recordings",
    "a.csv, --noise, 0.1, tables of texts, tables of series and series in .ts",
    "a.jsonl, --noise, 0.1, recordings, tables of series and series in .ts",
    "a.jsonl, --label, word, recordings, tables of texts and tables of series",
    "a.txt, --label, word, texts behind their classes, tables of texts and tables of series",
    "a.jsonl, --text, word, recordings, tables of texts",
    "a.jsonl, --empty, skip, recordings, tables of texts",
    "a.jsonl, --units, characters, recordings, tables of texts and texts behind their classes",
    "a.ts, --forget, 0.2, series in .ts, tables of texts and texts behind their classes",
    "a.ts, --encoding, UTF-8, series in .ts, "
        + "'tables of texts, texts behind their classes and tables of series'"
  })
  void whatHasNoEffectIsRefused(
      String data, String option, String value, String content, String others) {
    Sluice refused = train("--data", data, option, value);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.said())
        .isEqualTo(
            "sluice: %s has no effect on %s, such as %s holds; it is for %s; see sluice train classify --help"
                .formatted(option, content, data, others));
  }

  @ParameterizedTest
  @CsvSource({
    "a.jsonl, --bands, 20",
    "a.csv, --label, word",
    "a.csv, --encoding, UTF-8",
    "a.txt, --units, characters",
    "a.ts, --noise, 0.1"
  })
  void whatHasAnEffectIsTaken(String data, String option, String value) {
    Sluice missing = train("--data", data, option, value);
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.said()).contains(data).doesNotContain("no effect");
  }

  @ParameterizedTest
  @CsvSource({
    "characters, --spelling, 10, characters and sub-words; it is for words",
    "bpe:300, --least, 2, characters and sub-words; it is for words",
    "bpe:300, --forget, 0.2, 'sub-words, of which all texts are made; it is for words and characters'"
  })
  void unitsThatAnOptionIsNotForAreTold(String units, String option, String value, String told) {
    Sluice refused = train("--data", "a.txt", "--units", units, option, value);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.said()).contains(option + " has no effect on " + told);
  }

  @Test
  void whatHasAnEffectOnAnotherFileIsTaken() {
    Sluice missing =
        train("--data", "a.txt", "--validation", "b.csv", "--text", "words", "--label", "class");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.said()).contains("a.txt").doesNotContain("no effect");
  }

  @ParameterizedTest
  @CsvSource({"--embedding, 8", "--bands, 20"})
  void tablesOfSeriesHaveNumbers(String option, String value) {
    Sluice refused = train("--data", "a.csv", "--series", "walk", option, value);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.said()).contains(option + " has no effect on tables of series");
  }
}
