package dev.sluice.tasks.audio;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Something said, and what it was.
///
/// @param place where it stands, for messages: a line of a manifest and the file that it names
/// @param sound reads what is heard; asked again whenever it is needed, so that more than memory
///   holds can be trained on
/// @param text what is said
public record Utterance(String place, Supplier<Sound> sound, String text) {
  /// The sounds, read one after the other.
  ///
  /// @param done told how many were read
  public static Iterable<Sound> sounds(List<Utterance> utterances, IntConsumer done) {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < utterances.size();
          }

          @Override
          public Sound next() {
            Sound sound = utterances.get(next++).sound.get();
            done.accept(next);
            return sound;
          }
        };
  }
}
