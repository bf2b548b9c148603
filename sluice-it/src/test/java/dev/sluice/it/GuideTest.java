package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the guides show is what the code computes: blocks of numbers and figures, lines of the
/// sources, files that exist; and both languages say the same numbers.
class GuideTest {
  private static final Path ROOT = SharedData.root();
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path PROGRAM = ROOT.resolve("examples/guide/src/main/java/guide/Guide.java");

  /// Parts of the program that take seconds; the others take minutes and run by hand.
  private static final List<String> CHEAP = List.of("step", "gradient", "cells", "year", "nearest");

  private static final Pattern BLOCK =
      Pattern.compile("<!-- begin (\\S+) -->\n(.*?)\n<!-- end \\1 -->", Pattern.DOTALL);
  private static final Pattern LINE_OF_SOURCE =
      Pattern.compile("```java\n(Var [^\n]+)\n```", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("−?\\d+(?:,\\d{3})*(?:\\.\\d+)?(?:·10)?[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*(?: %)?");

  /// A number that was measured: it has decimals, a power of ten, or is a percentage.
  private static final Pattern MEASURED = Pattern.compile(".*(\\.|·10| %).*");

  @TempDir static Path temporary;

  @Test
  void computingItAgainChangesNothing() throws Exception {
    for (String guide : List.of("guide.en.md", "guide.zh.md")) {
      Files.copy(DOCS.resolve(guide), temporary.resolve(guide));
    }
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.add("--add-modules=jdk.incubator.vector");
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM.toString()));
    words.add(temporary.toString());
    words.addAll(CHEAP);
    Command run = Command.run(ROOT, Map.of(), words);
    assertThat(run.exit()).as(run.err()).isZero();
    System.out.print(run.out());

    try (Stream<Path> paths = Files.walk(temporary)) {
      List<Path> written = paths.filter(Files::isRegularFile).toList();
      assertThat(written).as("two guides and their figures").hasSizeGreaterThan(4);
      for (Path path : written) {
        Path relative = temporary.relativize(path);
        assertThat(Files.readString(DOCS.resolve(relative.toString())))
            .as("%s, beside what the code computes now", relative)
            .isEqualTo(Files.readString(path));
      }
    }
  }

  @Test
  void bothLanguagesHaveTheSameNumbersInTheirBlocks() {
    Map<String, List<String>> english = numbers(blocks("guide.en.md"));
    assertThat(english).hasSizeGreaterThan(9);
    assertThat(numbers(blocks("guide.zh.md"))).isEqualTo(english);
  }

  /// A measured number in a sentence stands in some block, as it is printed there.
  @ParameterizedTest
  @ValueSource(strings = {"guide.en.md", "guide.zh.md"})
  void measuredNumbersInSentencesComeFromBlocks(String guide) {
    List<String> printed =
        numbers(blocks(guide)).values().stream().flatMap(List::stream).distinct().toList();
    String prose =
        BLOCK
            .matcher(page(guide).text())
            .replaceAll("")
            .replaceAll("(?s)```.*?```|`[^`\n]*`|\\]\\([^)]*\\)|<!--.*?-->", "");
    List<String> measured =
        NUMBER
            .matcher(prose)
            .results()
            .map(MatchResult::group)
            .filter(GuideTest::isMeasured)
            .toList();
    assertThat(measured).isNotEmpty();
    assertThat(printed).containsAll(measured.stream().filter(n -> !GIVEN.contains(n)).toList());
  }

  /// Numbers of the set-ups and of plain arithmetic, which no run prints.
  private static final List<String> GIVEN =
      List.of("0.005", "0.5", "0.12", "0.018", "25 %", "50 %");

  private static boolean isMeasured(String number) {
    return MEASURED.matcher(number).matches();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guide.en.md", "guide.zh.md"})
  void equationsStandBesideLinesOfTheSource(String guide) {
    String source = Markdown.read("sluice-core/src/main/java/dev/sluice/core/nn/GruStep.java");
    assertThat(page(guide).all(LINE_OF_SOURCE))
        .hasSize(4)
        .allSatisfy(line -> assertThat(source).contains(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"guide.en.md", "guide.zh.md"})
  void linksLeadToFiles(String guide) {
    assertThat(page(guide).links()).isNotEmpty().allSatisfy(path -> assertThat(path).exists());
  }

  @Test
  void bothLanguagesHaveTheSameSections() {
    assertThat(page("guide.zh.md").headings()).isEqualTo(page("guide.en.md").headings());
  }

  private static Map<String, String> blocks(String guide) {
    Map<String, String> blocks = new TreeMap<>();
    BLOCK
        .matcher(page(guide).text())
        .results()
        .forEach(block -> blocks.put(block.group(1), block.group(2)));
    return blocks;
  }

  private static Map<String, List<String>> numbers(Map<String, String> blocks) {
    Map<String, List<String>> numbers = new TreeMap<>();
    blocks.forEach((name, text) ->
        numbers.put(
            name, NUMBER.matcher(text).results().map(MatchResult::group).sorted().toList()));
    return numbers;
  }

  private static Markdown page(String guide) {
    return new Markdown("docs/" + guide);
  }
}
