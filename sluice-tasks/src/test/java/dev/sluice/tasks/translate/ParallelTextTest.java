package dev.sluice.tasks.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelTextTest {
  private static final ParallelText STRICT = new ParallelText(ParallelText.Empty.REFUSE);
  private static final ParallelText SKIPPING = new ParallelText(ParallelText.Empty.SKIP);

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void linesOfTwoFilesBelongTogether() throws IOException {
    Path english = file("a.en", "A dog.\r\n A cat. \n");
    Path german = file("a.de", "Ein Hund.\nEine Katze.");
    assertThat(STRICT.read(english, german, UTF_8).pairs())
        .containsExactly(new Pair("A dog.", "Ein Hund."), new Pair("A cat.", "Eine Katze."));
  }

  @Test
  void columnsOfOneFileBelongTogether() throws IOException {
    Path both = file("a.tsv", "A dog.\tEin Hund.\nA cat.\tEine Katze.\n");
    assertThat(STRICT.read(both, UTF_8).pairs())
        .containsExactly(new Pair("A dog.", "Ein Hund."), new Pair("A cat.", "Eine Katze."));
    Path three = file("three.tsv", "a\tb\nA dog.\tEin\tHund.\n");
    assertThatThrownBy(() -> STRICT.read(three, UTF_8))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("three.tsv: line 2 has 3 columns");
    Path half = file("half.tsv", "a\tb\nA dog.\t \n");
    assertThatThrownBy(() -> STRICT.read(half, UTF_8))
        .hasMessageContaining(
            "half.tsv: line 2: column 2 is empty; fill it, or let such pairs be left out");
    Path blank = file("blank.tsv", "a\tb\n\nc\td\nA dog.\t \n");
    assertThat(SKIPPING.read(blank, UTF_8))
        .isEqualTo(
            new PairLines(List.of(new Pair("a", "b"), new Pair("c", "d")), List.of(1, 3), 2));
    assertThatThrownBy(() -> STRICT.read(blank, UTF_8)).hasMessageContaining("line 2: it is empty");
  }

  @Test
  void bothFilesAreNamedThatDoNotFit() throws IOException {
    Path english = file("b.en", "One.\nTwo.\n");
    Path german = file("b.de", "Eins.\n");
    assertThatThrownBy(() -> STRICT.read(english, german, UTF_8))
        .hasMessageContaining("b.en has 2 lines and ")
        .hasMessageContaining("b.de has 1;");
  }

  @Test
  void emptyLinesAreRefusedOrLeftOut() throws IOException {
    Path english = file("c.en", "One.\n\nThree.\n");
    Path german = file("c.de", "Eins.\nZwei.\nDrei.\n");
    assertThatThrownBy(() -> STRICT.read(english, german, UTF_8))
        .hasMessageContaining(
            "c.en: line 2: there is no text; fill it, or let such pairs be left out (--empty skip)");
    assertThat(SKIPPING.read(english, german, UTF_8).lines()).containsExactly(1, 3);
    Path none = file("none.en", "\n");
    assertThatThrownBy(() -> SKIPPING.read(none, none, UTF_8))
        .hasMessageContaining("none.en has no pair");
  }

  @Test
  void anotherEncodingIsNamedWithItsPlace() throws IOException {
    Path latin = folder.resolve("d.en");
    Files.write(latin, new byte[] {'o', 'k', '\n', (byte) 0xE9, '\n'});
    assertThatThrownBy(() -> STRICT.read(latin, latin, UTF_8))
        .hasMessageContaining("d.en: line 2, byte 3 (0xE9) is not UTF-8");
  }
}
