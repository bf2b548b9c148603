package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files stay small: half of them within 120 lines, nine in ten within 350, none above 600.
class SourceFilesTest {
  private record Source(Path path, long lines) {}

  @Test
  void noFileIsAbove600Lines() {
    assertThat(sources(""))
        .allSatisfy(
            source -> assertThat(source.lines).as("%s", source.path).isLessThanOrEqualTo(600));
  }

  @Test
  void mainSourcesAreSmall() {
    var byLines =
        sources("src/main/java").stream().sorted(Comparator.comparingLong(Source::lines)).toList();
    assertThat(byLines.get(byLines.size() / 2).lines).as("median").isLessThanOrEqualTo(120);
    assertThat(byLines.get(byLines.size() * 9 / 10).lines)
        .as("ninth decile")
        .isLessThanOrEqualTo(350);
  }

  private static List<Source> sources(String under) {
    var root = SharedData.root();
    try (var paths = Files.walk(root)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .map(path -> new Source(root.relativize(path), lines(path)))
          .filter(source -> source.path.toString().contains(under))
          .filter(source -> !source.path.toString().contains("target/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path path) {
    try (var lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
