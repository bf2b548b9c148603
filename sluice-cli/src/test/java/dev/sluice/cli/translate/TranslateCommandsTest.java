package dev.sluice.cli.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.translate.Dates;
import dev.sluice.tasks.translate.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train translate` and `translate`: numerals of the Romans, short enough to be learned at once.
class TranslateCommandsTest {
  private static final String[] NUMERALS = {
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"
  };

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path numerals(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int number = i % NUMERALS.length;
      text.append(NUMERALS[number]).append('\t').append(number + 1).append('\n');
    }
    return file("numerals.tsv", text.toString());
  }

  private static Sluice train(Path data, Path out, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "train",
                "translate",
                "--data",
                data,
                "--out",
                out,
                "--units",
                "characters",
                "--embedding",
                16,
                "--encoder",
                16,
                "--decoder",
                32,
                "--epochs",
                12,
                "--rate",
                0.01,
                "--batch",
                12,
                "--dropout",
                0,
                "--smoothing",
                0));
    words.addAll(Arrays.asList(more));
    return Sluice.run(words.toArray());
  }

  @Test
  void linesAreTranslatedInTheirPlaces() throws IOException {
    Path model = folder.resolve("numerals.sluice");
    Path data = numerals(720);
    Sluice trained = train(data, model, "--test", data);
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.said()).contains("648 pairs to train on, 72 to validate with, 720 to test");
    assertThat(trained.out()).contains("100.0 %", "BLEU|nrefs:1|case:lc|");

    Sluice evaluated = Sluice.run("evaluate", model, "--data", data, "--json", "--beam", 2);
    assertThat(evaluated.out()).contains("\"task\":\"translate\"", "\"exact\":1.0");
    assertThat(Sluice.run("evaluate", model, "--data", data, "--raw").said())
        .contains("--raw is for models for forecast; this is a model for translate");

    String endless = "x".repeat(3000);
    Sluice text = Sluice.reading("ix\n\n" + endless + "\nxii\n", "translate", model);
    assertThat(text.exit()).isZero();
    assertThat(text.lines()).containsExactly("9", "", "", "12");
    assertThat(text.said())
        .contains("line 3: the text has 3,000 symbols, at most 2,000 are translated at a time");
    Sluice strict = Sluice.reading(endless + "\nxii\n", "translate", model, "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.lines()).isEmpty();

    Sluice json =
        Sluice.reading("viii\n", "translate", model, "--json", "--best", 3, "--attention");
    JsonView answer =
        JsonView.read(
            "answer", json.out().getBytes(StandardCharsets.UTF_8), IllegalStateException::new);
    assertThat(answer.member("translation").string()).isEqualTo("8");
    assertThat(answer.member("best").elements()).hasSize(3);
    assertThat(answer.member("source").elements()).hasSize(5);
    List<JsonView> rows = answer.member("attention").elements();
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().elements().stream().mapToDouble(JsonView::number).sum())
        .isBetween(0.999, 1.001);
    Path page = folder.resolve("looks.html");
    Sluice drawn = Sluice.reading("viii\n\nxi\n", "translate", model, "--report", page);
    assertThat(drawn.lines()).containsExactly("8", "", "11");
    String html = Files.readString(page);
    // 1 × 5 fields for viii and its end, 2 × 3 for xi.
    assertThat(html.split("class=\"look\"", -1)).hasSize(12);
    assertThat(html).contains("<title>8 ← v: ", "default-src 'none'");
    assertThat(Sluice.reading("", "translate", model, "--report", page).said())
        .contains("looks.html exists");
    assertThat(Sluice.reading("xi\n", "translate", model, "--report", page, "--force").exit())
        .isZero();
    assertThat(Files.readString(page).split("class=\"look\"", -1)).hasSize(7);
    assertThat(Sluice.reading("", "translate", model, "--force").exit()).isEqualTo(2);
    assertThat(Sluice.run("explain", model).out()).contains("16 inputs, 16 units, both directions");
    assertThat(Sluice.reading("", "translate", model, "--best", 2).exit()).isEqualTo(2);
    assertThat(Sluice.reading("", "translate", model, "--json", "--best", 9).said())
        .contains("--best 9 asks for more translations than --beam 5 follows");
  }

  @Test
  void twoFilesAndADryRun() throws IOException {
    List<Pair> dates = Dates.pairs(40, Dates.Part.TRAIN, Seed.of(1));
    Path source = file("a.txt", dates.stream().map(Pair::source).collect(Collectors.joining("\n")));
    Path target = file("b.txt", dates.stream().map(Pair::target).collect(Collectors.joining("\n")));
    Sluice dry = train(source, folder.resolve("dry.sluice"), "--target", target, "--dry-run");
    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("parameters");
    assertThat(folder.resolve("dry.sluice")).doesNotExist();

    Path shorter = file("c.txt", "2000-01-01\n");
    Sluice unequal = train(source, folder.resolve("u.sluice"), "--target", shorter);
    assertThat(unequal.exit()).isEqualTo(1);
    assertThat(unequal.said()).contains("a.txt has 40 lines and ", "c.txt has 1;");
    Sluice tooLong = train(source, folder.resolve("l.sluice"), "--target", target, "--longest", 15);
    assertThat(tooLong.exit()).isEqualTo(1);
    assertThat(tooLong.said())
        .containsPattern("a.txt: line [1-9][0-9]* has [0-9]+ symbols, more than 15 \\(--longest\\)")
        .contains("--long drop");
    Sluice dropped =
        train(
            source,
            folder.resolve("d.sluice"),
            "--target",
            target,
            "--longest",
            15,
            "--long",
            "drop");
    assertThat(dropped.exit()).as(dropped.err()).isZero();
    assertThat(dropped.said()).contains("pairs for training are longer than 15 symbols");
  }

  @Test
  void bleuChoosesTheEpoch() throws IOException {
    String dates =
        Dates.pairs(120, Dates.Part.TRAIN, Seed.of(1)).stream()
            .map(pair -> pair.source() + "\t" + pair.target())
            .collect(Collectors.joining("\n"));
    Path data = file("dates.tsv", dates);
    Path model = folder.resolve("m.sluice");
    Sluice trained =
        train(data, model, "--choose", "bleu", "--words", "char", "--patience", 9, "--json");
    assertThat(trained.exit()).as(trained.err()).isZero();
    JsonView line =
        JsonView.read(
            "line", trained.out().getBytes(StandardCharsets.UTF_8), IllegalStateException::new);
    List<Double> scores =
        line.member("history").elements().stream()
            .map(epoch -> epoch.member("validation_greedy_bleu").number())
            .toList();
    assertThat(line.member("epochs").integer(1)).isEqualTo(scores.size());
    int best = (int) line.member("best_epoch").integer(1);
    assertThat(scores.get(best - 1)).isEqualTo(Collections.max(scores)).isPositive();
    assertThat(trained.said())
        .contains(
            String.format(
                Locale.ROOT,
                "epoch %d was the best on validation by BLEU (char) %.2f.",
                best,
                scores.get(best - 1)));
    assertThat(Files.readString(model.resolve("README.md"))).contains("--choose bleu");
    assertThat(train(data, folder.resolve("n"), "--choose", "chrf").exit()).isEqualTo(2);
  }

  @Test
  void theJdkHasDatesToTry() {
    Sluice dates = Sluice.run("data", "dates", "--count", 3);
    assertThat(dates.lines()).hasSize(24).allMatch(line -> line.matches(".+\t[0-9-]{10}"));
    assertThat(Sluice.run("data", "dates", "--count", 3)).isEqualTo(dates);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    Path data = numerals(24);
    assertThat(train(data, folder.resolve("a"), "--validation-target", data).said())
        .contains("--validation-target has the translations of --validation, which is missing");
    assertThat(train(data, folder.resolve("b"), "--zoneout", 0.1).exit()).isEqualTo(2);
    assertThat(
            train(data, folder.resolve("c"), "--vocabulary", "shared", "--target-units", "tokens:9")
                .said())
        .contains("--target-units are --units where --vocabulary is shared");
  }
}
