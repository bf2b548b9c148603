package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.CmuDict.Part;
import dev.sluice.tasks.translate.CmuDict.Word;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CmuDictTest {
  @TempDir private Path folder;

  private List<Word> read(String text) throws IOException {
    Files.writeString(folder.resolve("cmudict.dict"), text);
    return CmuDict.read(folder);
  }

  @Test
  void variantsStayWithTheirWordAndCommentsAreNotRead() throws IOException {
    List<Word> words =
        read(
            """
            # a dictionary
            'bout B AW1 T

            aalen AE1 L AH0 N # place, german
            read R EH1 D
            read(2)  R  IY1 D
            read(3) R EH1 D # again
            d.c. D IY2 S IY1
            """);
    assertThat(words)
        .containsExactly(
            new Word("'bout", List.of("B AW1 T")),
            new Word("aalen", List.of("AE1 L AH0 N")),
            new Word("read", List.of("R EH1 D", "R IY1 D")),
            new Word("d.c.", List.of("D IY2 S IY1")));
    assertThat(CmuDict.pairs(words))
        .hasSize(5)
        .contains(new Pair("read", "R EH1 D"), new Pair("read", "R IY1 D"));
  }

  @Test
  void aVariantAwayFromItsWordIsInItsPart() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      text.append("word").append(i).append(" W ER1 D\n");
    }
    for (int i = 0; i < 2000; i++) {
      text.append("word").append(i).append("(2) W AO1 R D\n");
    }
    List<Word> words = read(text.toString());
    List<Word> test = CmuDict.part(words, Part.TEST);
    List<Word> validation = CmuDict.part(words, Part.VALIDATION);
    List<Word> train = CmuDict.part(words, Part.TRAIN);
    assertThat(words).hasSize(2000).allSatisfy(word -> assertThat(word.said()).hasSize(2));
    assertThat(test.size()).isBetween(60, 140);
    assertThat(validation.size()).isBetween(60, 140);
    assertThat(train).hasSize(2000 - test.size() - validation.size());
    assertThat(train).doesNotContainAnyElementsOf(test).doesNotContainAnyElementsOf(validation);
  }

  @Test
  void lettersAreReadAndPhonemesAreWritten() throws IOException {
    TranslatorVocabulary vocabulary =
        CmuDict.vocabulary(CmuDict.pairs(read("aalen AE1 L AH0 N\n")));
    assertThat(vocabulary.encodeSource("aalen")).hasSize(6);
    assertThat(vocabulary.encodeTarget("AE1 L AH0 N")).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoDictionaryIsRefused() {
    assertThatThrownBy(() -> CmuDict.read(folder))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("cmudict.dict: there is no such file");
    assertThatThrownBy(() -> read("a AH0\nbout # no\n"))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("cmudict.dict: line 2: 'bout' has no phonemes; a line is a word");
    assertThatThrownBy(() -> read("# nothing\n"))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("cmudict.dict has no words");
    assertThatThrownBy(() -> new Word("a", List.of())).hasMessageContaining("no way to say 'a'");
  }

  /// The words of the test part are those that `G2pTest` of sluice-formats counts.
  @Test
  void theRealOneIsSplitAsItWasBefore() {
    List<Word> words =
        CmuDict.read(SharedData.require("data/g2p-cmudict/cmudict.dict").resolveSibling(""));
    assertThat(CmuDict.part(words, Part.TEST)).hasSize(6340);
    List<Pair> train = CmuDict.pairs(CmuDict.part(words, Part.TRAIN));
    assertThat(train.size()).isBetween(115_000, 128_000);
    assertThat(CmuDict.vocabulary(train).targetSize()).isBetween(70, 75);
  }
}
