package dev.sluice.tasks.language;

import dev.sluice.tasks.text.BytePairs;
import dev.sluice.tasks.text.TokenizerJson;

/// What a text is made of, numbered: characters, or sub-words.
public sealed interface Symbols {
  /// V, the number of ids.
  int size();

  /// The ids of a text.
  int[] encode(String text);

  /// Puts ids together to a text, one after the other.
  Reader reader();

  /// The one id that is never chosen, or −1.
  int never();

  /// From ids to text; for one thread.
  interface Reader {
    /// What is known of the text with one id more; nothing while a character is not complete.
    String next(int id);
  }

  /// Characters: code points that training saw.
  record Points(Characters characters) implements Symbols {
    @Override
    public int size() {
      return characters.size();
    }

    @Override
    public int[] encode(String text) {
      return characters.encode(text);
    }

    @Override
    public Reader reader() {
      return id -> Character.toString(characters.codePoint(id));
    }

    @Override
    public int never() {
      return Characters.OTHER;
    }
  }

  /// Sub-words of bytes.
  record SubWords(BytePairs pairs) implements Symbols {
    @Override
    public int size() {
      return pairs.size();
    }

    @Override
    public int[] encode(String text) {
      return pairs.encode(text);
    }

    @Override
    public Reader reader() {
      Utf8Reader reader = new Utf8Reader();
      return id -> reader.next(pairs.bytes(id));
    }

    @Override
    public int never() {
      return -1;
    }
  }

  /// All characters of a text.
  static Symbols characters(String text) {
    return new Points(Characters.of(text));
  }

  /// Sub-words learned from a text.
  ///
  /// @param size V, at least 256
  static Symbols subWords(String text, int size) {
    return new SubWords(BytePairs.train(text, size));
  }

  /// The file of the model's directory that holds them.
  default String fileName() {
    return switch (this) {
      case Points points -> "characters.json";
      case SubWords subWords -> "tokenizer.json";
    };
  }

  /// What is in it.
  default byte[] file() {
    return switch (this) {
      case Points points -> points.characters.toJson();
      case SubWords subWords -> TokenizerJson.write(subWords.pairs);
    };
  }
}
