package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the READMEs show is what is compiled and run: the quickstart's code, lines of the sources,
/// and files that exist.
class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EQUATION =
      Pattern.compile("^\\| [^|]+ \\| [^|]+ = [^|]+ \\| `([^`]+)` \\|$", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void examplesAreThoseOfTheQuickstart(String readme) {
    String source = Markdown.read("examples/quickstart/src/main/java/quickstart/Quickstart.java");
    List<String> blocks = new Markdown(readme).all(JAVA_BLOCK);

    assertThat(blocks).containsExactly(part(source, "training"), part(source, "streaming"));
    assertThat(blocks.getFirst().lines().count()).isLessThanOrEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void equationsStandBesideLinesOfTheSource(String readme) {
    String source = Markdown.read("sluice-core/src/main/java/dev/sluice/core/nn/GruStep.java");

    assertThat(new Markdown(readme).all(EQUATION))
        .hasSize(4)
        .allSatisfy(line -> assertThat(source).contains(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void linksLeadToFiles(String readme) {
    assertThat(new Markdown(readme).links())
        .isNotEmpty()
        .allSatisfy(path -> assertThat(path).exists());
  }

  @Test
  void bothReadmesHaveTheSameSections() {
    assertThat(new Markdown("README.zh-CN.md").headings())
        .isEqualTo(new Markdown("README.md").headings());
  }

  /// The lines between the marks, without their indentation.
  private static String part(String source, String name) {
    int begin = source.indexOf("// begin " + name);
    int end = source.indexOf("// end " + name);
    assertThat(begin).as("mark of " + name).isPositive();
    // Without the last line's end: after it stripIndent would see an empty line, indented by
    // nothing.
    String body = source.substring(source.indexOf('\n', begin) + 1, source.lastIndexOf('\n', end));
    return body.stripIndent() + "\n";
  }
}
