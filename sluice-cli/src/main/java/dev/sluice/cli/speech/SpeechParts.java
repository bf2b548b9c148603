package dev.sluice.cli.speech;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Utterances for training, validation and test.
record SpeechParts(
    List<Utterance> train, List<Utterance> validation, Optional<List<Utterance>> test) {
  private static final int TENTH = 10;
  private static final Seed ORDER = Seed.of(0).named("validation");

  /// One of each ten utterances validates, another one each time: lines often repeat in an order.
  ///
  /// @throws TextException if there are less than ten
  static SpeechParts split(Path file, List<Utterance> all, Optional<List<Utterance>> test) {
    if (all.size() < TENTH) {
      throw new TextException(
          "%s names %d recordings, and every tenth validates; give more, or --validation"
              .formatted(file, all.size()));
    }
    List<Utterance> train = new ArrayList<>();
    List<Utterance> held = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int place = ORDER.below(TENTH, i / TENTH);
      (i % TENTH == place ? held : train).add(all.get(i));
    }
    return new SpeechParts(train, held, test);
  }
}
