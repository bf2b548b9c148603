package dev.sluice.tasks.tag;

import dev.sluice.train.metric.F1;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How well sentences were tagged.
///
/// @param words in all
/// @param right words with their tag
/// @param unknown words that training did not see
/// @param unknownRight of these, with their tag
/// @param spans precision, recall and F1 of names as wholes; empty where tags mark none
public record TagScore(int words, int right, int unknown, int unknownRight, Optional<F1> spans) {
  /// The share of words with their tag.
  public double accuracy() {
    return (double) right / words;
  }

  /// The share of unknown words with their tag; NaN if there are none.
  public double unknownAccuracy() {
    return (double) unknownRight / unknown;
  }

  /// Beside what the sentences should be.
  ///
  /// @param found the tags of each sentence
  static TagScore of(
      List<TaggedSentence> sentences, List<List<String>> found, TaggerVocabulary vocabulary) {
    int words = 0;
    int right = 0;
    int unknown = 0;
    int unknownRight = 0;
    F1 spans = F1.NONE;
    for (int i = 0; i < found.size(); i++) {
      TaggedSentence sentence = sentences.get(i);
      for (int t = 0; t < sentence.words().size(); t++) {
        boolean hit = sentence.tags().get(t).equals(found.get(i).get(t));
        boolean isNew = !vocabulary.lexicon().knows(sentence.words().get(t));
        words++;
        right += hit ? 1 : 0;
        unknown += isNew ? 1 : 0;
        unknownRight += isNew && hit ? 1 : 0;
      }
      spans = spans.plus(spans(sentence.tags(), found.get(i)));
    }
    boolean marked = Spans.areMarkedBy(vocabulary.tags());
    return new TagScore(
        words, right, unknown, unknownRight, marked ? Optional.of(spans) : Optional.empty());
  }

  private static F1 spans(List<String> truth, List<String> found) {
    List<Spans.Span> wanted = Spans.of(truth);
    List<Spans.Span> given = Spans.of(found);
    Set<Spans.Span> both = new HashSet<>(wanted);
    both.retainAll(given);
    return new F1(both.size(), given.size(), wanted.size());
  }
}
