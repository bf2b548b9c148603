package dev.sluice.tasks.tag;

import java.util.List;

/// Words, each with its tag.
///
/// @param words at least one
/// @param tags as many
public record TaggedSentence(List<String> words, List<String> tags) {
  /// Copies the lists, and checks that they are equally long.
  public TaggedSentence {
    words = List.copyOf(words);
    tags = List.copyOf(tags);
    if (words.isEmpty() || words.size() != tags.size()) {
      throw new IllegalArgumentException(
          words.size() + " words and " + tags.size() + " tags; each word has one tag");
    }
  }

  /// Its words `[from,to)`.
  public TaggedSentence part(int from, int to) {
    return new TaggedSentence(words.subList(from, to), tags.subList(from, to));
  }
}
