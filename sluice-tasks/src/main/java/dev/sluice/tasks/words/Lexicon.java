package dev.sluice.tasks.words;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.tasks.text.Characters;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.WordList;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The words and characters that training saw. Words are told apart without their case, spellings
/// with it.
///
/// @param words in lower case
/// @param characters of the words as they stand
public record Lexicon(WordList words, Characters characters) {
  /// Those of sentences; words that come less than `least` times are not told apart.
  public static Lexicon of(List<? extends List<String>> sentences, int least) {
    return of(sentences, least, Integer.MAX_VALUE);
  }

  /// Those of sentences; of the words that come at least `least` times, the `most` most frequent
  /// are told apart.
  public static Lexicon of(List<? extends List<String>> sentences, int least, int most) {
    WordList words =
        WordList.of(sentences.stream().flatMap(List::stream).map(Lexicon::key), least, most);
    return new Lexicon(
        words,
        Characters.of(
            sentences.stream().flatMap(List::stream).distinct().collect(Collectors.joining())));
  }

  private static String key(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /// Whether a word is told apart from others.
  public boolean knows(String word) {
    return words.id(key(word)) != WordList.OTHER;
  }

  /// Sentences as numbers, packed; each spelling once.
  ///
  /// @param samples the number of each sentence, which noise depends on
  public WordBatch batch(List<? extends List<String>> sentences, long... samples) {
    int[][] ids = new int[sentences.size()][];
    int[][] spelled = new int[sentences.size()][];
    Map<String, Integer> spellings = new LinkedHashMap<>();
    for (int i = 0; i < ids.length; i++) {
      List<String> sentence = sentences.get(i);
      ids[i] = new int[sentence.size()];
      spelled[i] = new int[sentence.size()];
      for (int t = 0; t < ids[i].length; t++) {
        String word = sentence.get(t);
        ids[i][t] = words.id(key(word));
        Integer known = spellings.putIfAbsent(word, spellings.size());
        spelled[i][t] = known == null ? spellings.size() - 1 : known;
      }
    }
    int[][] letters = spellings.keySet().stream().map(characters::encode).toArray(int[][]::new);
    SeqIds packed = SeqIds.of(ids);
    return new WordBatch(
        packed.toArray(),
        packed.lengths().samples(samples),
        SeqIds.of(letters),
        SeqIds.of(spelled).toArray());
  }

  /// The files of a model's directory, by name.
  public Map<String, byte[]> files() {
    return Map.of(Symbols.WORDS, words.toJson(), Symbols.CHARACTERS, characters.toJson());
  }

  /// From the files of a model's directory.
  ///
  /// @param directory for messages
  /// @throws ModelException if one is missing or damaged
  public static Lexicon read(Map<String, byte[]> files, Path directory) {
    return new Lexicon(
        WordList.fromJson(
            file(files, Symbols.WORDS, directory), directory.resolve(Symbols.WORDS).toString()),
        Characters.fromJson(
            file(files, Symbols.CHARACTERS, directory),
            directory.resolve(Symbols.CHARACTERS).toString()));
  }

  private static byte[] file(Map<String, byte[]> files, String name, Path directory) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new ModelException(
          directory + ": the file " + name + " is missing; take another copy of the model");
    }
    return bytes;
  }
}
