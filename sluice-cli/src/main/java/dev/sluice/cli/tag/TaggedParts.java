package dev.sluice.cli.tag;

import dev.sluice.tasks.tag.TaggedSentence;
import dev.sluice.tasks.tag.TaggerVocabulary;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sentences for training, validation and test.
record TaggedParts(List<TaggedSentence> train, Part validation, Optional<Part> test) {
  private static final int TENTH = 10;

  /// Sentences of a file.
  record Part(Path file, List<TaggedSentence> sentences) {}

  /// Every tenth sentence validates.
  ///
  /// @throws TextException if there are less than ten
  static TaggedParts split(Path file, List<TaggedSentence> all, Optional<Part> test) {
    if (all.size() < TENTH) {
      throw new TextException(
          file
              + (" has " + all.size() + " sentences, and every tenth validates")
              + "; give more, or --validation");
    }
    List<TaggedSentence> train = new ArrayList<>();
    List<TaggedSentence> held = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      (i % TENTH == TENTH - 1 ? held : train).add(all.get(i));
    }
    return new TaggedParts(train, new Part(file, held), test);
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
              "%s: sentence %d, word %d (\"%s\"): the tag \"%s\" does not come in training; correct it, or move such sentences there"
                  .formatted(
                      validation.file,
                      i + 1,
                      t + 1,
                      sentence.words().get(t),
                      sentence.tags().get(t)));
        }
      }
    }
  }
}
