package dev.sluice.tasks.text;

import dev.sluice.core.model.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a text is made of, numbered: characters, sub-words, or words.
public sealed interface Symbols {
  /// The files of [#fileName].
  String CHARACTERS = "characters.json";

  /// As Hugging Face's tokenizers write it.
  String SUB_WORDS = "tokenizer.json";

  /// A list.
  String WORDS = "words.json";

  /// A list.
  String TOKENS = "tokens.json";

  /// V, the number of ids.
  int size();

  /// The ids of a text.
  int[] encode(String text);

  /// The pieces of a text that become ids, one each.
  List<String> pieces(String text);

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
    public List<String> pieces(String text) {
      return text.codePoints().mapToObj(Character::toString).toList();
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
    public List<String> pieces(String text) {
      return Arrays.stream(pairs.encode(text)).mapToObj(id -> pairs.decode(id)).toList();
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

  /// Words with the blank before them, numbers, other signs, and blanks, so that nothing but what
  /// is not in the list is lost.
  record Words(WordList list) implements Symbols {
    @Override
    public int size() {
      return list.size();
    }

    @Override
    public int[] encode(String text) {
      return pieces(text).stream().mapToInt(list::id).toArray();
    }

    @Override
    public List<String> pieces(String text) {
      List<String> pieces = new ArrayList<>();
      Pretokens.forEach(text, pieces::add);
      return pieces;
    }

    @Override
    public Reader reader() {
      return list::word;
    }

    @Override
    public int never() {
      return WordList.OTHER;
    }
  }

  /// What stands apart by blanks, whatever it is: texts cut into tokens already, phonemes.
  record Tokens(WordList list) implements Symbols {
    @Override
    public int size() {
      return list.size();
    }

    @Override
    public int[] encode(String text) {
      return pieces(text).stream().mapToInt(list::id).toArray();
    }

    @Override
    public List<String> pieces(String text) {
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    @Override
    public Reader reader() {
      StringBuilder before = new StringBuilder();
      return id -> {
        String token = before + list.word(id);
        before.replace(0, before.length(), " ");
        return token;
      };
    }

    @Override
    public int never() {
      return WordList.OTHER;
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

  /// The most frequent words of a text.
  ///
  /// @param size V
  static Symbols words(String text, int size) {
    Stream.Builder<String> pieces = Stream.builder();
    Pretokens.forEach(text, pieces::add);
    return new Words(WordList.of(pieces.build(), 1, size - 1));
  }

  /// The most frequent tokens of a text, which stand apart by blanks.
  ///
  /// @param size V
  static Symbols tokens(String text, int size) {
    Stream<String> tokens = Stream.of(text.split("\\s+")).filter(token -> !token.isEmpty());
    return new Tokens(WordList.of(tokens, 1, size - 1));
  }

  /// The file of the model's directory that holds them.
  default String fileName() {
    return switch (this) {
      case Points points -> CHARACTERS;
      case SubWords subWords -> SUB_WORDS;
      case Words words -> WORDS;
      case Tokens tokens -> TOKENS;
    };
  }

  /// What is in it.
  default byte[] file() {
    return switch (this) {
      case Points points -> points.characters.toJson();
      case SubWords subWords -> TokenizerJson.write(subWords.pairs);
      case Words words -> words.list.toJson();
      case Tokens tokens -> tokens.list.toJson();
    };
  }

  /// Reads them from the files of a model's directory.
  ///
  /// @param files by name
  /// @param directory for messages
  /// @throws ModelException if there is none of [#fileName], or more than one, or it is damaged
  static Symbols read(Map<String, byte[]> files, Path directory) {
    List<Map.Entry<String, byte[]>> found =
        files.entrySet().stream()
            .filter(file -> Set.of(CHARACTERS, SUB_WORDS, WORDS, TOKENS).contains(file.getKey()))
            .toList();
    if (found.size() != 1) {
      throw new ModelException(
          directory
              + (": there must be one of "
                  + CHARACTERS
                  + ", "
                  + SUB_WORDS
                  + ", "
                  + WORDS
                  + " and "
                  + TOKENS)
              + (", not " + found.size()));
    }
    byte[] bytes = found.getFirst().getValue();
    String name = found.getFirst().getKey();
    String source = directory.resolve(name).toString();
    return switch (name) {
      case CHARACTERS -> new Points(Characters.fromJson(bytes, source));
      case SUB_WORDS -> new SubWords(TokenizerJson.read(bytes, source));
      case TOKENS -> new Tokens(WordList.fromJson(bytes, source));
      default -> new Words(WordList.fromJson(bytes, source));
    };
  }
}
