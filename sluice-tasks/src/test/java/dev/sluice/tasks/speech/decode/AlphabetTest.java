package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tasks.text.Symbols;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlphabetTest {
  @Test
  void classesAreTheIdsOfSymbols() {
    Symbols characters = Symbols.characters("a cab");
    Alphabet letters = Alphabet.of(characters);
    assertThat(letters.unit()).isEqualTo(Alphabet.Unit.CHARACTER);
    assertThat(letters.classes()).isEqualTo(characters.size()).isEqualTo(5);
    int[] ids = characters.encode("b c");
    assertThat(letters.symbol(ids[0]) + letters.symbol(ids[1]) + letters.symbol(ids[2]))
        .isEqualTo("b c");
    assertThat(letters.isSeparator(ids[1])).isTrue();
    assertThat(letters.isSeparator(ids[0])).isFalse();
    assertThat(letters.symbol(Alphabet.BLANK)).isEmpty();

    Symbols tokens = Symbols.tokens("one two two", 10);
    Alphabet words = Alphabet.of(tokens);
    assertThat(words.unit()).isEqualTo(Alphabet.Unit.WORD);
    assertThat(words.symbol(tokens.encode("two")[0])).isEqualTo("two");
    assertThat(words.symbol(tokens.encode("one")[0])).isEqualTo("one");
  }

  @Test
  void whatPartsNoWordsIsRefused() {
    assertThatThrownBy(() -> Alphabet.of(Symbols.words("a b", 10)))
        .hasMessageContaining("words.json holds symbols that do not part words");
    assertThatThrownBy(() -> Alphabet.of(Symbols.characters("abc")))
        .hasMessageContaining("\" \", which parts words, is none of the 3 characters");
    assertThatThrownBy(() -> Alphabet.words(List.of("one", "two", "one")))
        .hasMessage("\"one\" is class 1 and class 3; a symbol has one class");
    assertThatThrownBy(() -> Alphabet.words(List.of("one", "t o")))
        .hasMessageContaining("class 2 is \"t o\"");
    assertThatThrownBy(() -> Alphabet.characters(List.of("a", "bc", " "), " "))
        .hasMessageContaining("class 2 is \"bc\", not one character");
    assertThatThrownBy(() -> Alphabet.words(List.of())).hasMessageContaining("no symbols");
    assertThatThrownBy(() -> Alphabet.words(List.of("one")).symbol(2))
        .hasMessage("class 2 is not in 0 … 1");
  }

  @Test
  void aTrieKnowsItsWordsAndTheirBeginnings() {
    Alphabet letters = Alphabet.characters(List.of("a", "b", "c", " "), " ");
    WordTrie trie = WordTrie.of(letters, List.of("ab", "abc", "ca", "ab"));
    assertThat(trie.size()).isEqualTo(3);
    int a = trie.next(WordTrie.ROOT, 1);
    int ab = trie.next(a, 2);
    assertThat(trie.isWord(a)).isFalse();
    assertThat(trie.isWord(ab)).isTrue();
    assertThat(trie.isWord(trie.next(ab, 3))).isTrue();
    assertThat(trie.next(a, 3)).isEqualTo(WordTrie.NOWHERE);
    assertThat(trie.next(WordTrie.ROOT, 2)).isEqualTo(WordTrie.NOWHERE);
    assertThat(trie.isWord(WordTrie.ROOT)).isFalse();
  }

  @Test
  void wordsThatCannotBeHeardAreNamed() {
    Alphabet letters = Alphabet.characters(List.of("a", "b", " "), " ");
    assertThatThrownBy(() -> WordTrie.of(letters, List.of("ab", "axe")))
        .hasMessage(
            "the word \"axe\" cannot be heard: \"x\" is none of the network's symbols; leave it out");
    assertThatThrownBy(() -> WordTrie.of(letters, List.of("a b")))
        .hasMessageContaining("stands between words");
    assertThatThrownBy(() -> WordTrie.of(letters, List.of("")))
        .hasMessageContaining("leave it out");
    assertThatThrownBy(() -> WordTrie.of(letters, List.of())).hasMessageContaining("no words");
    assertThatThrownBy(
            () -> WordTrie.of(letters, java.util.Collections.nCopies((1 << 20) + 1, "a")))
        .hasMessageContaining("a list of 1,048,577 words; at most 1,048,576");
    Alphabet words = Alphabet.words(List.of("one", "two"));
    assertThatThrownBy(() -> WordTrie.of(words, List.of("six"))).hasMessageContaining("\"six\"");
  }

  @Test
  void anIndexNumbersKeysInTheirOrder() {
    LongIndex index = new LongIndex();
    for (int i = 0; i < 5000; i++) {
      assertThat(index.add(LongIndex.key(i % 71, i * 7))).isEqualTo(i);
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(index.add(LongIndex.key(i % 71, i * 7))).isEqualTo(i);
      assertThat(index.find(LongIndex.key(i % 71 + 1, i * 7))).isEqualTo(-1);
    }
    assertThat(index.size()).isEqualTo(5000);
    assertThat(index.keyOf(100)).isEqualTo(LongIndex.key(29, 700));
  }
}
