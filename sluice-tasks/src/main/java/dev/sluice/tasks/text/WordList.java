package dev.sluice.tasks.text;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words of a vocabulary, numbered: the most frequent first, from 1 on; 0 is every other word.
public final class WordList {
  /// The id of what is not in the list.
  public static final int OTHER = 0;

  private final List<String> words;
  private final Map<String, Integer> ids = new HashMap<>();

  private WordList(List<String> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      ids.put(words.get(i), i + 1);
    }
  }

  /// The words that come at least `least` times, of these the `most` most frequent; equally
  /// frequent ones in the order of their UTF-16 units.
  public static WordList of(Stream<String> tokens, int least, int most) {
    Map<String, Long> counts =
        tokens.collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    return new WordList(
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= least)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList());
  }

  /// V, the number of ids.
  public int size() {
    return words.size() + 1;
  }

  /// The id of a word, [#OTHER] if it is not in the list.
  public int id(String word) {
    return ids.getOrDefault(word, OTHER);
  }

  /// The word of an id; the replacement character for [#OTHER].
  ///
  /// @throws IllegalArgumentException if there is no such id
  public String word(int id) {
    if (id < 0 || id > words.size()) {
      throw new IllegalArgumentException("id " + id + " is not in 0 … " + words.size());
    }
    return id == OTHER ? "\uFFFD" : words.get(id - 1);
  }

  /// A file of a model's directory: a JSON array of the words.
  public byte[] toJson() {
    return JsonWriter.compact(JsonArray.ofStrings(words)).getBytes(StandardCharsets.UTF_8);
  }

  /// @param source for messages
  /// @throws ModelException if it is no list of different words
  public static WordList fromJson(byte[] bytes, String source) {
    JsonView list = JsonView.read(source, bytes, ModelException::new);
    WordList read = new WordList(list.elements().stream().map(JsonView::string).toList());
    for (int i = 0; i < read.words.size(); i++) {
      if (read.id(read.words.get(i)) != i + 1) {
        throw list.elements().get(i).expected("a word that is not in the list already");
      }
    }
    return read;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WordList list && list.words.equals(words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  @Override
  public String toString() {
    return words.size() + " words";
  }
}
