package dev.sluice.cli.tag;

import dev.sluice.cli.options.FilePart;
import dev.sluice.tasks.tag.TaggedSentence;
import dev.sluice.tasks.tag.TaggerVocabulary;
import dev.sluice.tasks.text.TextException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sentences for training, validation and test.
record TaggedParts(
    FilePart<TaggedSentence> train,
    FilePart<TaggedSentence> validation,
    Optional<FilePart<TaggedSentence>> test) {
  private static final int TENTH = 10;

  /// Every tenth sentence validates, but for those with a tag that no sentence before has: training
  /// needs these.
  ///
  /// @throws TextException if there are less than ten
  static TaggedParts split(FilePart<TaggedSentence> all, Optional<FilePart<TaggedSentence>> test) {
    if (all.size() < TENTH) {
      throw new TextException(
          all.file()
              + (" has " + all.size() + " sentences, and every tenth validates")
              + "; give more, or --validation");
    }
    FilePart<TaggedSentence> train = all.none();
    FilePart<TaggedSentence> held = all.none();
    Set<String> trained = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      TaggedSentence sentence = all.items().get(i);
      if (i % TENTH == TENTH - 1 && trained.containsAll(sentence.tags())) {
        held.add(sentence, all.places().get(i));
      } else {
        train.add(sentence, all.places().get(i));
        trained.addAll(sentence.tags());
      }
    }
    if (held.size() == 0) {
      throw new TextException(
          all.file()
              + ": every tenth sentence has a tag of its own, so none validates; give --validation");
    }
    return new TaggedParts(train, held, test);
  }

  /// Refuses validation with tags that training does not have: their loss would have no meaning.
  ///
  /// @throws TextException naming file, sentence, word and tag
  void checkTags(TaggerVocabulary vocabulary) {
    List<TaggedSentence> sentences = validation.items();
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
