package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SharedData;
import dev.sluice.testing.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same bits in JVMs of their own: scalar and vector kernels, SIMD registers of 16, 32 and 64
/// bytes, one thread and more, interpreted and compiled, cold and hot; outputs, gradients, states
/// of streams, and parameters after 50 steps of training.
class SameBitsTest {
  private static final List<String> LONG = List.of("17", "50", "20000");
  private static final List<String> SHORT = List.of("5", "2", "50");

  /// H 160 makes sequences worth sharing among threads.
  private static final List<String> WIDE = List.of("160", "50", "10");

  private static final String SCALAR = "-Dsluice.kernels=scalar";
  private static final String VECTOR = "-Dsluice.kernels=vector";

  private static final Map<List<String>, List<String>> EXPECTED = new ConcurrentHashMap<>();

  /// What [BitsProgram] printed.
  ///
  /// @param kernels their name
  /// @param bytes of their registers
  /// @param widest the most bytes that the JVM uses on this processor
  /// @param networks a line of hashes for each
  private record Run(String kernels, int bytes, int widest, List<String> networks) {}

  private static Run run(List<String> work, int threads, String... options) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.add("--add-modules=jdk.incubator.vector");
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BitsProgram.class.getName(),
            Integer.toString(threads)));
    words.addAll(work);
    Command run = Command.run(SharedData.root(), Map.of(), words);
    assertThat(run.exit()).as("%s%n%s", words, run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    // vector 64 of 64 bytes
    String[] first = lines.getFirst().split(" ");
    System.out.printf(
        "%s on %d threads: %s%n", String.join(" ", options), threads, lines.getFirst());
    String kernels = options[0].substring(options[0].indexOf('=') + 1);
    assertThat(first[0]).as("the kernels asked for").isEqualTo(kernels);
    assertThat(lines).as("some networks").hasSizeGreaterThan(1);
    return new Run(
        first[0],
        Integer.parseInt(first[1]),
        Integer.parseInt(first[3]),
        lines.subList(1, lines.size()));
  }

  /// The scalar kernels' hashes, which need to be had once only.
  private static List<String> expected(List<String> work) throws Exception {
    List<String> known = EXPECTED.get(work);
    if (known == null) {
      known = run(work, 1, SCALAR).networks;
      EXPECTED.put(work, known);
    }
    return known;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void widths(int bytes) throws Exception {
    Run run = run(LONG, 2, VECTOR, "-XX:MaxVectorSize=" + bytes);
    Skip.unless(
        run.widest == bytes,
        Skip.Reason.LANES_MISSING,
        "registers of " + bytes + " bytes; the JVM uses up to " + run.widest + " here");
    assertThat(run.bytes).as("the width in force").isEqualTo(bytes);
    assertThat(run.networks).isEqualTo(expected(LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void threads(int threads) throws Exception {
    assertThat(run(WIDE, threads, VECTOR).networks).isEqualTo(expected(WIDE));
  }

  @Test
  void interpretedAndCompiled() throws Exception {
    assertThat(run(SHORT, 1, SCALAR, "-Xint").networks).isEqualTo(expected(SHORT));
    assertThat(run(SHORT, 1, VECTOR, "-Xint").networks).isEqualTo(expected(SHORT));
    assertThat(run(SHORT, 1, VECTOR).networks).isEqualTo(expected(SHORT));
  }
}
