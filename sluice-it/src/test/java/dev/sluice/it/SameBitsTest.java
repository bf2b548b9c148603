package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The same bits in JVMs of their own: scalar and vector kernels, SIMD registers of 16, 32 and 64
/// bytes, one thread and more, interpreted and compiled, cold and hot; outputs, gradients, states
/// of streams, and parameters after 50 steps of training.
class SameBitsTest {
  private static final List<String> LONG = List.of("17", "50", "20000");
  private static final List<String> SHORT = List.of("5", "2", "50");

  /// H 160 makes sequences worth sharing among threads.
  private static final List<String> WIDE = List.of("160", "2", "10");

  private static String hash(List<String> work, String threads, String... options)
      throws Exception {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.add("--add-modules=jdk.incubator.vector");
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), BitsProgram.class.getName(), threads));
    words.addAll(work);
    Command run = Command.run(SharedData.root(), Map.of(), words);
    assertThat(run.exit()).as("%s%n%s", words, run.err()).isZero();
    System.out.println(
        String.join(" ", options) + " on " + threads + " threads: " + run.out().strip());
    String expected = options[0].substring(options[0].indexOf('=') + 1);
    assertThat(run.out()).as("the kernels asked for").startsWith(expected + " ");
    return run.out().strip().replaceAll(".* bits ", "");
  }

  private static final String SCALAR = "-Dsluice.kernels=scalar";
  private static final String VECTOR = "-Dsluice.kernels=vector";

  @Test
  void kernelsAndWidths() throws Exception {
    String expected = hash(LONG, "1", SCALAR);
    for (int bytes = 16; bytes <= 64; bytes *= 2) {
      assertThat(hash(LONG, "2", VECTOR, "-XX:MaxVectorSize=" + bytes))
          .as("%s bytes", bytes)
          .isEqualTo(expected);
    }
  }

  @Test
  void threads() throws Exception {
    String expected = hash(WIDE, "1", SCALAR);
    assertThat(hash(WIDE, "2", VECTOR)).isEqualTo(expected);
    assertThat(hash(WIDE, "4", VECTOR)).isEqualTo(expected);
  }

  @Test
  void interpretedAndCompiled() throws Exception {
    String expected = hash(SHORT, "1", SCALAR);
    assertThat(hash(SHORT, "1", SCALAR, "-Xint")).isEqualTo(expected);
    assertThat(hash(SHORT, "1", VECTOR, "-Xint")).isEqualTo(expected);
    assertThat(hash(SHORT, "1", VECTOR)).isEqualTo(expected);
  }
}
