package dev.sluice.tasks.speech.decode;

import java.util.ArrayList;
import java.util.List;

/// Prefix beam search while frames come; for one thread.
///
/// A word is committed when all that is followed agrees on it and on the separator behind it, or
/// when its last frame is `delay` frames old and its separator was heard: then the best decides,
/// and what disagrees is left. Where symbols are words there is no separator to wait for. A
/// committed word never changes; its frames and confidence are those of the best at that moment. So
/// its end, where the word is its symbol, may be the last frame so far, and if something else is
/// the best later, with other frames for the same word, the next word may begin before that end.
///
/// All words together are those of [BeamDecoder#decode] if the delay is [#UNLIMITED], however
/// frames are cut into pieces. Memory grows with what is not committed: with a delay, with that and
/// the word that is being heard.
public final class BeamStream {
  /// Only what all agree on is committed before the end.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final Alphabet alphabet;
  private final PrefixBeam beam;
  private final int delay;

  /// New words, given at the end of a push.
  private final List<DecodedWord> words = new ArrayList<>();

  private boolean isFinished;
  private Hypothesis.Ending ending = Hypothesis.Ending.COMPLETE;

  BeamStream(BeamDecoder decoder, int delay) {
    if (delay < 0) {
      throw new IllegalArgumentException(
          "a delay of " + delay + " frames; give 0 or more, or BeamStream.UNLIMITED");
    }
    alphabet = decoder.alphabet();
    beam = new PrefixBeam(decoder);
    this.delay = delay;
  }

  /// Hears frames.
  ///
  /// @param logProbabilities `[T,K]`, a frame or more, or none; −∞ forbids a class
  /// @return the words that are committed with them
  /// @throws IllegalArgumentException as [BeamDecoder#decode]; the frames before the one that it
  ///   names are heard, and their words come with the next ones
  /// @throws IllegalStateException after [#finish]
  public List<DecodedWord> push(float... logProbabilities) {
    if (isFinished) {
      throw new IllegalStateException("this stream is finished; begin another one");
    }
    int frames = Posteriors.frames(logProbabilities, alphabet.classes());
    for (int t = 0; t < frames; t++) {
      beam.hear(logProbabilities, t);
      words.addAll(beam.commitAgreed());
      if (delay < UNLIMITED) {
        words.addAll(beam.commitOlder(delay));
      }
    }
    return given();
  }

  /// The words of the best so far that are not committed, the one that is being heard too; they may
  /// change.
  public List<DecodedWord> pending() {
    return isFinished ? List.of() : beam.pending();
  }

  /// Chooses among what is followed.
  ///
  /// @return the words that were not committed
  /// @throws IllegalStateException if it was called before
  public List<DecodedWord> finish() {
    if (isFinished) {
      throw new IllegalStateException("this stream is finished already");
    }
    isFinished = true;
    Hypothesis best = beam.hypotheses(1).getFirst();
    ending = best.ending();
    words.addAll(best.words());
    return given();
  }

  /// Whether the last word was cut off because no word of the list ended with it; known after
  /// [#finish].
  public Hypothesis.Ending ending() {
    return ending;
  }

  private List<DecodedWord> given() {
    List<DecodedWord> given = List.copyOf(words);
    words.clear();
    return given;
  }
}
