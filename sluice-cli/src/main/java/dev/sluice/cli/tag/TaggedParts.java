package dev.sluice.cli.tag;

import dev.sluice.tasks.tag.TaggedSentence;
import dev.sluice.tasks.tag.TaggerVocabulary;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Sentences for training, validation and test.
record TaggedParts(Part train, Part validation, Optional<Part> test) {
  private static final int TENTH = 10;

  /// Sentences of a file.
  ///
  /// @param numbers of the sentences in the file, from 1 on
  record Part(Path file, List<TaggedSentence> sentences, List<Integer> numbers) {
    static Part whole(Path file, List<TaggedSentence> sentences) {
      return new Part(file, sentences, IntStream.rangeClosed(1, sentences.size()).boxed().toList());
    }

    /// Where sentence `i` of the part stands.
    String place(int i) {
      return "%s: sentence %,d".formatted(file, numbers.get(i));
    }
  }

  /// Every tenth sentence validates, but for those with a tag that no sentence before has: training
  /// needs these.
  ///
  /// @throws TextException if there are less than ten
  static TaggedParts split(Path file, List<TaggedSentence> all, Optional<Part> test) {
    if (all.size() < TENTH) {
      throw new TextException(
          file
              + (" has " + all.size() + " sentences, and every tenth validates")
              + "; give more, or --validation");
    }
    Part train = new Part(file, new ArrayList<>(), new ArrayList<>());
    Part held = new Part(file, new ArrayList<>(), new ArrayList<>());
    Set<String> trained = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      boolean validates = i % TENTH == TENTH - 1 && trained.containsAll(all.get(i).tags());
      Part part = validates ? held : train;
      trained.addAll(validates ? List.of() : all.get(i).tags());
      part.sentences.add(all.get(i));
      part.numbers.add(i + 1);
    }
    if (held.sentences.isEmpty()) {
      throw new TextException(
          file
              + ": every tenth sentence has a tag of its own, so none validates; give --validation");
    }
    return new TaggedParts(train, held, test);
  }

  /// Refuses validation with tags that training does not have: their loss would have no meaning.
  ///
  /// @throws TextException naming file, sentence, word and tag
  void checkTags(TaggerVocabulary vocabulary) {
    List<TaggedSentence> sentences = validation.sentences;
    for (int i = 0; i < sentences.size(); i++) {
      TaggedSentence sentence = sentences.get(i);
      for (int t = 0; t < sentence.tags().size(); t++) {
        if (!vocabulary.tags().contains(sentence.tags().get(t))) {
          throw new TextException(
              "%s, word %d (\"%s\"): the tag \"%s\" does not come in training; correct it, or move such sentences there"
                  .formatted(
                      validation.place(i), t + 1, sentence.words().get(t), sentence.tags().get(t)));
        }
      }
    }
  }
}
