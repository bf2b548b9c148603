package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doctor` in JVMs that lack something: it says what, why, and the cure.
class DoctorIT {
  private static final String NO_MODULE = "the module jdk.incubator.vector is not loaded";

  @TempDir Path temporary;

  @Test
  void allIsWell() throws Exception {
    var doctor = run(Java.onModulePath(List.of("-Xmx96m"), "doctor"));
    assertThat(doctor.exit()).as(doctor.err()).isZero();
    assertThat(doctor.out()).contains("memory   96 MiB", "scalar: available");
  }

  @Test
  void theClassPathNeedsAFlag() throws Exception {
    var doctor = run(Java.onClassPath(List.of(), "doctor"));
    assertThat(doctor.exit()).isZero();
    assertThat(doctor.out())
        .contains("kernels  scalar, 1 float at once")
        .contains("vector: not available, because " + NO_MODULE)
        .contains(
            "advice   start java with --add-modules=jdk.incubator.vector (" + NO_MODULE + ")");
    assertThat(doctor.err())
        .as("a warning, as one line")
        .startsWith("Sluice runs its slow scalar kernels, because " + NO_MODULE)
        .hasLineCount(1);
  }

  @Test
  void kernelsThatCannotBeHadAreNotForced() throws Exception {
    var options = List.of("-Dsluice.kernels=vector");
    for (String command : List.of("doctor", "demo")) {
      var forced = run(Java.onClassPath(options, command));
      assertThat(forced.exit()).isOne();
      assertThat(forced.out()).isEmpty();
      assertThat(forced.err())
          .startsWith("sluice: -Dsluice.kernels=vector cannot be had, because " + NO_MODULE)
          .hasLineCount(1);
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void unknownKernelsAreRefusedBeforeAnythingElse() throws Exception {
    var unknown = run(Java.onClassPath(List.of("-Dsluice.kernels=foo"), "--debug", "demo"));
    assertThat(unknown.exit()).isOne();
    assertThat(unknown.err())
        .startsWith("sluice: -Dsluice.kernels=foo names no kernels that are here; cure: set one of")
        .contains("\tat dev.sluice.");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void forcedKernelsAreSaidToBe() throws Exception {
    var doctor = run(Java.onModulePath(List.of("-Dsluice.kernels=scalar"), "doctor"));
    assertThat(doctor.out()).contains("advice   leave out -Dsluice.kernels=scalar");
  }

  @Test
  void noFusedMultiplyAddIsNamed() throws Exception {
    var doctor = run(Java.onModulePath(List.of("-XX:-UseFMA"), "doctor", "--json", "--debug"));
    assertThat(doctor.exit()).as(doctor.err()).isZero();
    assertThat(doctor.out())
        .contains("\"kernels\":\"scalar\"", "no fused multiply-add", "run on a processor with FMA")
        .hasLineCount(1);
  }

  private Command run(List<String> words) throws Exception {
    return Command.run(temporary, Map.of(), words);
  }
}
