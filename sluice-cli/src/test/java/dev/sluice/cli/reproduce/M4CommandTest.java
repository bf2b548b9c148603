package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `reproduce m4` on five series that repeat by the day and the week.
class M4CommandTest {
  private static final int HOURS = 600;
  private static final int AHEAD = 48;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder train = new StringBuilder("V1,V2\n");
    StringBuilder test = new StringBuilder("V1,V2\n");
    Random noise = new Random(1);
    for (int s = 0; s < 5; s++) {
      train.append("\"H").append(s).append('"');
      test.append("\"H").append(s).append('"');
      int hours = HOURS + 3 * s;
      for (int t = 0; t < hours + AHEAD; t++) {
        boolean weekend = t / 24 % 7 >= 5;
        double day = Math.sin(2 * Math.PI * (t + 5 * s) / 24);
        double log = 2.5 * (s + 1) + (weekend ? 0.4 : 1) * day + 0.05 * noise.nextGaussian();
        (t < hours ? train : test).append(String.format(Locale.ROOT, ",\"%.4f\"", Math.exp(log)));
      }
      train.append(",,\n");
      test.append('\n');
    }
    Files.writeString(folder.resolve("Hourly-train.csv"), train);
    Files.writeString(folder.resolve("Hourly-test.csv"), test);
  }

  @Test
  void aTableOnStdout() {
    Sluice call = call("--seeds", "1", "--threads", "1");
    assertThat(call.exit()).as(call.err()).isZero();
    List<String> lines = call.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("M4 hourly: 5 series, 48 hours ahead");
    assertThat(lines.get(2)).startsWith("method ").contains("sMAPE", "MASE", "in 80 %");
    assertThat(lines.get(3)).startsWith("naive ");
    assertThat(lines.get(4)).startsWith("seasonal-naive ");
    assertThat(lines.get(5)).startsWith("drift ");
    assertThat(lines.get(6)).startsWith("GRU, 1 seed ");
    assertThat(lines.getLast())
        .matches("Beside seasonal-naive: sMAPE [+-][0-9.]+ %, MASE [+-][0-9.]+ %\\.");
  }

  @Test
  void linesOfJsonThatDoNotChange() {
    Sluice first = call("--seeds", "1", "--json");
    assertThat(first.out().lines()).hasSize(4);
    assertThat(first.out())
        .contains("{\"method\":\"seasonal-naive\",\"smape\":")
        .contains("{\"method\":\"GRU\",\"seed\":1,\"values\":")
        .contains("\"validation_smape\":", "\"mase\":", "\"coverage\":", "\"series\":5");
    Sluice second = call("--seeds", "1", "--json", "--threads", "2");
    assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
  }

  private static String withoutTime(Sluice call) {
    return call.out().replaceAll("\"seconds\":[0-9.]+", "");
  }

  @Test
  void whatDoesNotFitIsSaidBeforeTraining() throws IOException {
    Path test = folder.resolve("Hourly-test.csv");
    String good = Files.readString(test);
    Files.writeString(test, good.replace("H3", "H9"));
    assertThat(refusal()).contains("has 5 series").contains("or they have other names");
    Files.writeString(test, good.replaceFirst("\"H1\",\"[0-9.]+\"", "\"H1\""));
    assertThat(refusal())
        .isEqualToIgnoringNewLines(
            "sluice: " + test + ": series H1 has 47 values, the test has 48");
    Files.writeString(test, good.replaceFirst("\"H1\",\"[0-9.]+\"", "\"H1\",many"));
    assertThat(refusal()).startsWith("sluice: " + test + ":3:2: \"many\" is not a number");
    Files.delete(test);
    assertThat(refusal())
        .isEqualToIgnoringNewLines("sluice: " + test + " does not exist; check the path");
    Sluice nowhere = Sluice.run("reproduce", "m4", "--data", folder.resolve("no"));
    assertThat(nowhere.exit()).isOne();
    assertThat(nowhere.err()).contains("no is no directory; --data names the folder of the series");
  }

  private String refusal() {
    Sluice call = call("--seeds", "1");
    assertThat(call.exit()).isOne();
    assertThat(call.out()).isEmpty();
    return call.err();
  }

  @Test
  void wrongUsage() {
    assertThat(call("--seeds", "0"))
        .returns(2, Sluice::exit)
        .extracting(Sluice::err)
        .asString()
        .contains("'0' is not in 1 to 1000");
    assertThat(Sluice.run("reproduce", "m4").exit()).isEqualTo(2);
  }

  private Sluice call(Object... options) {
    return Sluice.run(
        Stream.concat(Stream.of("reproduce", "m4", "--data", folder), Stream.of(options))
            .toArray());
  }
}
