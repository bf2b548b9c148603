package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BomTest {
  /// Modules of the build that no user gets.
  private static final Set<String> UNPUBLISHED =
      Set.of(
          "sluice-bom",
          "sluice-testing",
          "sluice-it",
          "sluice-bench",
          "sluice-bench-jvm",
          "sluice-oracle",
          "sluice-fuzz",
          "conformance");

  @Test
  void theBomNamesEveryPublishedModule() throws IOException {
    var modules = Reactor.elements(Reactor.ROOT.resolve("pom.xml"), "module");
    assertThat(Reactor.published())
        .containsExactlyElementsOf(
            modules.stream().filter(module -> !UNPUBLISHED.contains(module)).toList());
  }
}
