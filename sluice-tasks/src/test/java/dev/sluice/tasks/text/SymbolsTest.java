package dev.sluice.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SymbolsTest {
  private static final String TEXT = "To be, or not to be:\n that is 1 question. To be";
  private static final Path HERE = Path.of("model");

  private static String back(Symbols symbols, String text) {
    Symbols.Reader reader = symbols.reader();
    return IntStream.of(symbols.encode(text)).mapToObj(reader::next).collect(Collectors.joining());
  }

  @Test
  void allGiveTheTextBack() {
    assertThat(back(Symbols.characters(TEXT), TEXT)).isEqualTo(TEXT);
    assertThat(back(Symbols.subWords(TEXT, 260), TEXT)).isEqualTo(TEXT);
    assertThat(back(Symbols.words(TEXT, 1000), TEXT)).isEqualTo(TEXT);
  }

  @Test
  void wordsAreTheMostFrequentOnes() {
    Symbols words = Symbols.words(TEXT, 3); // " be" three times, "To" and others
    assertThat(words.size()).isEqualTo(3);
    assertThat(back(words, "To be or")).isEqualTo("\uFFFD be\uFFFD");
    assertThat(words.never()).isZero();
  }

  @Test
  void filesGiveTheSameSymbols() {
    for (Symbols symbols :
        new Symbols[] {
          Symbols.characters(TEXT), Symbols.subWords(TEXT, 260), Symbols.words(TEXT, 9)
        }) {
      Symbols read = Symbols.read(Map.of(symbols.fileName(), symbols.file()), HERE);
      assertThat(read.encode(TEXT)).isEqualTo(symbols.encode(TEXT));
    }
  }

  @Test
  void filesThatDoNotFitAreRefused() {
    Symbols words = Symbols.words(TEXT, 9);
    Symbols points = Symbols.characters(TEXT);
    assertThatThrownBy(() -> Symbols.read(Map.of(), HERE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("must be one of characters.json");
    assertThatThrownBy(() ->
            Symbols.read(
                Map.of(words.fileName(), words.file(), points.fileName(), points.file()), HERE))
        .hasMessageContaining("not 2");
    assertThatThrownBy(() ->
            WordList.fromJson("[\"a\",\"b\",\"a\"]".getBytes(StandardCharsets.UTF_8), "words.json"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("words.json")
        .hasMessageContaining("not in the list already");
  }

  @Test
  void charactersOfSeveralBytesWaitForTheirLast() {
    Utf8Reader reader = new Utf8Reader();
    byte[] star = "星".getBytes(StandardCharsets.UTF_8);
    assertThat(reader.next(new byte[] {'a', star[0]})).isEqualTo("a");
    assertThat(reader.next(new byte[] {star[1]})).isEmpty();
    assertThat(reader.next(new byte[] {star[2], 'b'})).isEqualTo("星b");
    assertThat(reader.next(new byte[] {star[0], 'c'})).isEqualTo("\uFFFDc");
  }
}
