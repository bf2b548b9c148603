package dev.sluice.cli.speech;

import dev.sluice.tasks.audio.Finding;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Recordings that can be trained on but are hardly meant so: clipped ones.
final class Doubtful {
  private int count;
  private @Nullable String first;

  /// The sounds of utterances, looked at as they are read.
  ///
  /// @param done told how many were read
  Iterable<Sound> watching(List<Utterance> utterances, IntConsumer done) {
    return () -> {
      count = 0;
      first = null;
      Iterator<Sound> sounds = Utterance.sounds(utterances, done).iterator();
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return sounds.hasNext();
        }

        @Override
        public Sound next() {
          Sound sound = sounds.next();
          look(utterances.get(next++).place(), sound);
          return sound;
        }
      };
    };
  }

  private void look(String place, Sound sound) {
    List<Finding> findings = sound.findings();
    if (!findings.isEmpty()) {
      count++;
      first = first == null ? place + ": " + findings.getFirst().sentence() : first;
    }
  }

  /// What there is to be told of them.
  Optional<String> sentence() {
    return Optional.ofNullable(first)
        .map(why ->
            "sluice: %,d of the recordings are doubtful, the first: %s".formatted(count, why));
  }
}
