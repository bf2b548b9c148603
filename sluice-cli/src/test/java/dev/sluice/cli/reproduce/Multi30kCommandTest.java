package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `reproduce multi30k` and `sentence-length` on a few captions.
class Multi30kCommandTest {
  @TempDir private Path folder;

  @Test
  void aRowForEachSeedAndAModelThatTranslates() throws IOException {
    Captions.write(folder);
    Path model = folder.resolve("en-de.sluice");
    Sluice call = call("multi30k", "--seeds", 2, "--out", model);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines().getFirst()).startsWith("Multi30k, English to German; BLEU of ");
    assertThat(call.lines().get(2))
        .isEqualTo(
            "seed  parameters  epochs  best  seconds  val lc  2016 lc  cased   chrF  2017 lc  cased   chrF  sentences/s");
    assertThat(call.lines().get(3))
        .matches(" +1 +\\d+ +12 +\\d+ +\\d+( +[\\d.]+){4}  +-  +-  +- +[\\d.]+")
        .hasSameSizeAs(call.lines().get(2));
    assertThat(call.lines().get(4)).matches(" +2 .*");
    assertThat(call.out())
        .contains("Test 2016 lc ", " to ", "Test 2016, seed 1:")
        .contains("BLEU|nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:sluice-")
        .contains("BLEU|nrefs:1|case:mixed|", "chrF2|nrefs:1|case:mixed|");
    assertThat(call.said()).endsWith("The model is in " + model + ".");
    assertThat(Files.readString(model.resolve("README.md")))
        .contains("Multi30k, English to German", "sluice reproduce multi30k", "2016 lc")
        .contains("--seeds 2", "chrF  2017 lc  cased   chrF\n")
        .doesNotContain(folder.toString(), "seconds", "sentences/s");
    Sluice translated = Sluice.reading("A dog plays.\n", "translate", model);
    assertThat(translated.exit()).as(translated.err()).isZero();
    Sluice again = call("multi30k", "--out", model);
    assertThat(again.exit()).isOne();
    assertThat(again.said()).contains("en-de.sluice").hasLineCount(1);
  }

  @Test
  void linesOfJsonOfLowerCaseTextsWithAnotherYear() throws IOException {
    Captions.write(folder);
    Captions.write(folder, "test_2017_flickr", 5);
    Sluice call = call("multi30k", "--lower-case", "--json", "--threads", 1);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines()).hasSize(1);
    assertThat(call.out())
        .startsWith(
            "{\"data\":\"multi30k\",\"target\":\"de\",\"casing\":\"lower\",\"seed\":1,\"parameters\":")
        .contains("\"epochs\":12,\"best_epoch\":", "\"validation_nats\":", "\"validation_chrf\":")
        .contains("\"test2016_bleu_lower\":", "\"test2017_bleu_lower\":", "\"test2017_chrf\":")
        .contains(
            "\"signature\":\"nrefs:1|case:lc|",
            "\"chrf_signature\":\"nrefs:1|case:lc|eff:yes|",
            "\"sentences_per_second\":")
        .doesNotContain("\"test2016_bleu\":");
  }

  @Test
  void lengthsWithAttentionAndWithout() throws IOException {
    Captions.write(folder);
    Path plot = folder.resolve("plot.svg");
    Sluice call = call("sentence-length", "--plot", plot);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines().get(2)).matches("words +mean  texts +attention +without");
    assertThat(call.lines().get(3)).matches("\\d+ to \\d+ +[\\d.]+ +\\d+( +[\\d.]+ \\(.*\\)){2}");
    assertThat(call.out())
        .contains("\n2 joined  ", "\n3 joined  ", "\n4 joined  ", "Joined texts are synthetic: ")
        .containsPattern("\nattention +1 +\\d+ +12 ")
        .containsPattern("\nwithout +1 +\\d+ +12 ");
    assertThat(Files.readString(plot))
        .contains(">attention</text>", ">without</text>", ">attention, joined</text>")
        .contains(">words of the source</text>", ">BLEU</text>");
    Sluice again = call("sentence-length", "--plot", plot);
    assertThat(again.exit()).isOne();
    assertThat(again.said()).endsWith("plot.svg exists; choose another name for --plot");
  }

  @Test
  void lengthsAsJson() throws IOException {
    Captions.write(folder);
    Sluice call = call("sentence-length", "--json");
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines()).hasSize(2);
    assertThat(call.lines().getFirst())
        .startsWith(
            "{\"data\":\"multi30k\",\"target\":\"de\",\"attention\":\"additive\",\"seed\":1,")
        .contains("\"lengths\":[{\"name\":\"", "{\"name\":\"4 joined\",\"joined\":4,\"words\":");
    assertThat(call.lines().getLast()).contains("\"attention\":\"none\"");
  }

  @Test
  void whatIsMissingIsSaidInOneSentence() throws IOException {
    refuses(
        "val.en: there is no such file; check the path",
        () -> {
          Captions.write(folder, "train", 20);
          return call("multi30k");
        });
    refuses(
        "train.fr: there is no such file",
        () -> Sluice.run("reproduce", "multi30k", "--data", folder, "--to", "fr"));
    Path nowhere = folder.resolve("nowhere");
    refuses(
        "nowhere is no directory; --data names the folder of Multi30k",
        () -> Sluice.run("reproduce", "sentence-length", "--data", nowhere, "--to", "de"));
    Sluice wrong = Sluice.run("reproduce", "multi30k", "--data", folder, "--to", "xx");
    assertThat(wrong.exit()).isEqualTo(2);
  }

  private interface Call {
    Sluice run() throws IOException;
  }

  private static void refuses(String sentence, Call call) throws IOException {
    Sluice refused = call.run();
    assertThat(refused.exit()).isOne();
    assertThat(refused.out()).isEmpty();
    assertThat(refused.said()).contains(sentence).hasLineCount(1);
  }

  private Sluice call(String name, Object... options) {
    return Sluice.run(
        Stream.concat(
                Stream.of("reproduce", name, "--data", folder, "--to", "de"), Stream.of(options))
            .toArray());
  }
}
