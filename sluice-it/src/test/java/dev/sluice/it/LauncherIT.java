package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./sluice`, from outside.
class LauncherIT {
  private static final Path LAUNCHER = Reactor.ROOT.resolve("sluice");
  private static final String JDK = System.getProperty("java.home");

  @TempDir Path temporary;

  @Test
  void printsItsVersion() throws Exception {
    var command = run(LAUNCHER, Map.of(), "--version");
    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(command.out()).isEqualTo("sluice " + Reactor.VERSION + "\n");
  }

  @Test
  void runsThroughLinksFromAnywhere() throws Exception {
    var folder = Files.createDirectory(temporary.resolve("with blanks"));
    var link = Files.createSymbolicLink(folder.resolve("first"), LAUNCHER);
    var second = Files.createSymbolicLink(folder.resolve("second"), folder.relativize(link));
    assertThat(run(second, Map.of(), "--version").out()).startsWith("sluice ");
  }

  /// HDF5 is read by a library that is no module: all that it needs must be found all the same.
  @Test
  void readsModelsOfKeras() throws Exception {
    String cases = "sluice-formats-keras/src/test/resources/dev/sluice/formats/keras/cases.zip";
    Path model = temporary.resolve("model.h5");
    try (FileSystem zip = FileSystems.newFileSystem(Reactor.ROOT.resolve(cases))) {
      Files.copy(zip.getPath("/stack/model.h5"), model);
    }
    var command = run(LAUNCHER, Map.of(), "explain", model.toString());
    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(command.out()).contains("a model of Keras 3.15.1");
    assertThat(command.err()).doesNotContain("SLF4J");
  }

  @Test
  void wrongUsageIsTwo() throws Exception {
    var command = run(LAUNCHER, Map.of(), "--no-such-option");
    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).contains("--no-such-option");
  }

  @Test
  void passesOptionsToTheJvm() throws Exception {
    var command = run(LAUNCHER, Map.of("SLUICE_OPTS", "-Xmx64m  -showversion"), "--version");
    assertThat(command.exit()).isZero();
    assertThat(command.err()).contains("Runtime Environment");
  }

  @Test
  void aWrongJdkIsNamed() throws Exception {
    var command = run(LAUNCHER, Map.of("SLUICE_JAVA", "/no such jdk"), "--version");
    assertThat(command.exit()).isOne();
    assertThat(command.err()).contains("SLUICE_JAVA is /no such jdk");
  }

  @Test
  void noJdkIsOneClearSentence() throws Exception {
    var command = run(lonelyCopy(), Map.of("SLUICE_JAVA", ""), "--version");
    assertThat(command.exit()).isOne();
    assertThat(command.err()).startsWith("sluice: needs a JDK 25").hasLineCount(1);
  }

  @Test
  void noMavenIsOneClearSentence() throws Exception {
    var command = run(lonelyCopy(), Map.of(), "--version");
    assertThat(command.exit()).isOne();
    assertThat(command.err()).startsWith("sluice: needs Maven").hasLineCount(1);
  }

  /// A copy that finds no program, and nothing in the places where a machine may have its JDKs.
  private Path lonelyCopy() throws IOException {
    var copy = temporary.resolve("sluice");
    Files.copy(LAUNCHER, copy);
    var script =
        Files.readString(LAUNCHER)
            .replaceAll("command -v \\w+", "command -v nowhere")
            .replaceAll("/(usr/lib/jvm|opt|Library)/", "/nowhere/");
    Files.writeString(copy, script);
    return copy;
  }

  private Command run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    var all =
        new HashMap<>(Map.of("SLUICE_JAVA", JDK, "JAVA_HOME", "", "HOME", temporary.toString()));
    all.putAll(environment);
    return Command.run(
        temporary,
        all,
        Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
  }
}
