package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `reproduce little-data` on sentences of two words, one of which says their class.
class LittleDataCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    write("sst2-train.tsv", 40);
    write("sst2-dev.tsv", 10);
    write("sst2-test.tsv", 10);
  }

  private void write(String name, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(i % 2 == 0 ? "fine film" : "poor play").append('\t').append(i % 2).append('\n');
    }
    Files.writeString(folder.resolve(name), lines);
  }

  @Test
  void aRowForEachNumberAndVariant() throws IOException {
    Path plot = folder.resolve("plot.svg");
    Sluice call = call("--examples", 12, "--seeds", 2, "--plot", plot);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines()).hasSize(7);
    assertThat(call.lines().get(2)).startsWith("examples  variant ");
    // 40 sentences make 3 batches, 12 make 1: three times the epochs are as many steps.
    assertThat(call.lines().get(3)).matches(" +12  bare +18 .* \\(.* to .*\\) +\\d+");
    assertThat(call.lines().get(6)).matches(" +40  regularised +6 .*");
    assertThat(Files.readString(plot))
        .contains(">bare</text>", ">regularised</text>", ">12</text>", ">40</text>");
    Sluice again = call("--examples", 12, "--plot", plot);
    assertThat(again.exit()).isOne();
    assertThat(again.said()).endsWith("plot.svg exists; choose another name for --plot");
  }

  @Test
  void linesOfJsonThatDoNotChange() {
    Sluice first = call("--examples", 10, "--json");
    assertThat(first.lines()).hasSize(4);
    assertThat(first.lines().getFirst())
        .contains("\"examples\":10,\"variant\":\"bare\",\"seed\":1,\"epochs\":18,\"best_epoch\":0")
        .contains("\"steps\":18,\"train_accuracy\":", "\"test_accuracy\":");
    Sluice second = call("--examples", 10, "--json", "--threads", 2);
    assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
  }

  private static String withoutTime(Sluice call) {
    return call.out().replaceAll("\"seconds\":[0-9.]+", "");
  }

  @Test
  void whatDoesNotFitIsSaidBeforeTraining() {
    refuses("--examples asks for 50 sentences, there are 40 to train on in ", "--examples", 50);
    refuses("the 1 samples that were drawn are of one class; take more", "--examples", 1);
    refuses("plots are SVG; give --plot a name that ends with .svg", "--plot", "plot.png");
    refuses("nothing can be written in the directory ", "--plot", folder.resolve("no/p.svg"));
  }

  private void refuses(String sentence, Object... options) {
    Sluice call = call(options);
    assertThat(call.exit()).isOne();
    assertThat(call.out()).isEmpty();
    assertThat(call.said()).contains(sentence).hasLineCount(1);
  }

  private Sluice call(Object... options) {
    return Sluice.run(
        Stream.concat(Stream.of("reproduce", "little-data", "--data", folder), Stream.of(options))
            .toArray());
  }
}
