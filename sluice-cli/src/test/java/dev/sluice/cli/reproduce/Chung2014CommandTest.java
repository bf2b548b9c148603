package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `reproduce chung2014` on a few steps of music.
class Chung2014CommandTest {
  private static final String MUSIC =
      """
      {"train": [[[1, 40], [1], [1, 40], [1]], [[1, 40], [1]], [[40]]],
       "valid": [[[1, 40], [1], [1, 40]]], "test": [[[1, 40], [1]], [[40]]]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("JSB_Chorales.json.gz")))) {
      out.write(MUSIC.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aTableOnStdout() {
    Sluice call = call("--sets", "JSB", "--seeds", "2", "--threads", "1");
    assertThat(call.exit()).as(call.err()).isZero();
    List<String> lines = call.out().lines().toList();
    assertThat(lines.get(3)).startsWith("set ").contains("all steps", "per piece", "paper");
    assertThat(lines.get(4)).startsWith("JSB_Chorales tanh   27788 ").contains("  9.10 ");
    assertThat(lines.get(5)).startsWith("JSB_Chorales GRU    22766 ").contains("  8.54 ");
    assertThat(lines.get(6)).startsWith("JSB_Chorales LSTM   21256 ").contains("  8.67 ");
    assertThat(lines.getLast()).matches("GRU or LSTM is better than tanh on [01] of 1 sets\\.");
  }

  @Test
  void linesOfJsonThatDoNotChange() {
    Sluice first = call("--sets", "JSB", "--cells", "GRU", "--json");
    assertThat(first.out().lines()).hasSize(1);
    assertThat(first.out())
        .contains("\"set\":\"JSB_Chorales\",\"cell\":\"GRU\",\"seed\":1,\"parameters\":22766")
        .contains("\"test_per_step\":", "\"test_per_sequence\":", "\"paper\":8.54");
    Sluice second = call("--sets", "JSB", "--cells", "GRU", "--json", "--threads", "2");
    assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
  }

  private static String withoutTime(Sluice call) {
    return call.out().replaceAll("\"seconds\":[0-9.]+", "");
  }

  @Test
  void aSearchDoesNotLookAtTheTest() {
    Sluice call = call("--sets", "JSB", "--cells", "GRU,LSTM", "--search", "2", "--json");
    assertThat(call.out().lines()).hasSize(4).noneMatch(line -> line.contains("test"));
    Stream<String> rates =
        call.out().lines().map(line -> line.replaceAll(".*\"rate\":([^,]*),.*", "$1"));
    assertThat(rates.map(rate -> Math.round(Double.parseDouble(rate) * 1e3)))
        .as("the same candidates for every cell")
        .containsExactly(3L, 30L, 3L, 30L);
    assertThat(call("--sets", "JSB", "--cells", "GRU", "--search", "2").out())
        .contains("validation", "best epoch");
  }

  @Test
  void whatIsMissingIsSaidBeforeTraining() {
    Sluice missing = call("--sets", "JSB,MUSEDATA");
    assertThat(missing.exit()).isOne();
    assertThat(missing.err())
        .isEqualToIgnoringNewLines(
            "sluice: " + folder.resolve("MuseData.json.gz") + " does not exist; check the path");
    assertThat(missing.out()).isEmpty();
    Sluice nowhere = Sluice.run("reproduce", "chung2014", "--data", folder.resolve("no"));
    assertThat(nowhere.exit()).isOne();
    assertThat(nowhere.err())
        .contains("no is no directory; --data names the folder of piano rolls");
  }

  @Test
  void wrongUsage() {
    assertThat(Sluice.run("reproduce"))
        .returns(2, Sluice::exit)
        .extracting(Sluice::err)
        .asString()
        .contains("the name of a table is missing; see sluice reproduce --help");
    assertThat(call("--seeds", "0"))
        .returns(2, Sluice::exit)
        .extracting(Sluice::err)
        .asString()
        .contains("'0' is not in 1 to 1000");
    assertThat(call("--sets", "BACH").exit()).isEqualTo(2);
  }

  private Sluice call(Object... options) {
    return Sluice.run(
        Stream.concat(Stream.of("reproduce", "chung2014", "--data", folder), Stream.of(options))
            .toArray());
  }
}
