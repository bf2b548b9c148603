package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The projects of `examples` as a user would have them: copied away, built by Maven on the
/// published files alone, run on the module path and on the class path.
///
/// Its Maven has a local repository of its own, so that nothing of this build reaches the user's;
/// the user's serves it as a remote one, so that hardly anything is downloaded.
class QuickstartIT {
  private static final Map<String, String> JAVA =
      Map.of("JAVA_HOME", System.getProperty("java.home"));
  private static final String MAIN = "quickstart.Quickstart";

  @TempDir static Path temporary;

  @BeforeAll
  static void publish() throws IOException {
    Reactor.publish(temporary.resolve("published"));
    var published = temporary.resolve("published").toUri();
    var local = Path.of(Reactor.property("maven.local")).toUri();
    Files.writeString(
        temporary.resolve("settings.xml"), SETTINGS.formatted(published, local, local));
  }

  @Test
  void onTheModulePath() throws Exception {
    var project = build("quickstart", "module");
    assertRuns(
        project,
        List.of("--module-path", "target/lib:target/classes", "--module", "quickstart/" + MAIN));
  }

  @Test
  void onTheClassPath() throws Exception {
    var project = build("quickstart", "classpath", "module-info.java");
    assertRuns(
        project,
        List.of("--add-modules=jdk.incubator.vector", "-cp", "target/lib/*:target/classes", MAIN));
  }

  /// What the program computes is the matter of [GuideTest].
  @Test
  void theGuide() throws Exception {
    var project = build("guide", "guide");
    for (String guide : List.of("guide.en.md", "guide.zh.md")) {
      Files.copy(Reactor.ROOT.resolve("docs").resolve(guide), project.resolve(guide));
    }
    assertRuns(
        project,
        List.of(
            "--add-modules=jdk.incubator.vector",
            "-cp",
            "target/lib/*:target/classes",
            "guide.Guide",
            ".",
            "step"));
  }

  /// Words wrong are at most a few: the voice is synthetic, and the same as in training.
  @Test
  void theSpeech() throws Exception {
    var project = build("speech", "speech");
    var program =
        Command.run(
            project,
            JAVA,
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                "target/lib/*:target/classes",
                "speech.SpokenDigits"));
    assertThat(program.exit()).as(program.err()).isZero();
    String wrong = program.out().replaceAll("(?s).*Words wrong in the test: ([0-9.]+) %.*", "$1");
    assertThat(Double.parseDouble(wrong)).isLessThan(5);
    assertThat(project.resolve("spoken-digits.sluice")).isDirectory();
  }

  private static Path build(String example, String name, String... without) throws Exception {
    var project = temporary.resolve(name);
    copy(Reactor.ROOT.resolve("examples").resolve(example), project, List.of(without));
    var maven =
        Command.run(
            project,
            JAVA,
            List.of(
                Reactor.property("maven.command"),
                "-B",
                "-q",
                "-ntp",
                "--global-settings=" + temporary.resolve("settings.xml"),
                "-Dmaven.repo.local=" + temporary.resolve("local"),
                "package"));
    assertThat(maven.exit()).as(maven.out()).isZero();
    return project;
  }

  private static void assertRuns(Path project, List<String> how) throws Exception {
    var words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    words.addAll(how);
    var program = Command.run(project, JAVA, words);
    assertThat(program.exit()).as(program.err()).isZero();
    assertThat(program.out()).isNotBlank();
  }

  private static void copy(Path from, Path to, List<String> without) throws IOException {
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        var relative = from.relativize(path);
        if (!relative.startsWith("target") && !without.contains(path.getFileName().toString())) {
          Files.copy(path, to.resolve(relative));
        }
      }
    }
  }

  private static final String SETTINGS =
      """
      <settings>
        <activeProfiles>
          <activeProfile>sluice</activeProfile>
        </activeProfiles>
        <profiles>
          <profile>
            <id>sluice</id>
            <repositories>
              <repository>
                <id>published</id>
                <url>%s</url>
                <releases><enabled>false</enabled></releases>
              </repository>
              <repository>
                <id>at-hand</id>
                <url>%s</url>
                <snapshots><enabled>false</enabled></snapshots>
              </repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository>
                <id>at-hand</id>
                <url>%s</url>
                <snapshots><enabled>false</enabled></snapshots>
              </pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
      </settings>
      """;
}
