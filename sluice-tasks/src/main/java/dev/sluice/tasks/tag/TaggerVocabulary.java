package dev.sluice.tasks.tag;

import dev.sluice.tasks.words.Lexicon;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Words, characters and tags that training saw.
///
/// @param lexicon words and their characters
/// @param tags in their order
public record TaggerVocabulary(Lexicon lexicon, List<String> tags) {
  /// Copies the list.
  public TaggerVocabulary {
    tags = List.copyOf(tags);
  }

  /// Those of sentences; words that come less than `least` times are not told apart.
  public static TaggerVocabulary of(List<TaggedSentence> sentences, int least) {
    Set<String> tags = new TreeSet<>();
    sentences.forEach(each -> tags.addAll(each.tags()));
    return new TaggerVocabulary(
        Lexicon.of(sentences.stream().map(TaggedSentence::words).toList(), least),
        List.copyOf(tags));
  }

  /// The number of a tag.
  ///
  /// @throws IllegalArgumentException if training did not see it
  public int tag(String name) {
    int id = tags.indexOf(name);
    if (id < 0) {
      throw new IllegalArgumentException(
          "the tag \"%s\" is none of the %d that training saw: %s"
              .formatted(name, tags.size(), String.join(" ", tags)));
    }
    return id;
  }
}
