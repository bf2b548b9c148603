package dev.sluice.tasks.speech.decode;

import java.util.ArrayList;
import java.util.List;

/// Decodes the likeliest path: the likeliest class of each frame, repeats once, blanks dropped
/// (Graves, Fernández, Gomez and Schmidhuber 2006, section 3.2). Of equally likely classes the
/// lowest is taken.
///
/// @param alphabet what classes mean
/// @param silence so many frames of blanks one after the other end a word, as a separator does,
///   where symbols are characters; [#NEVER] leaves that to separators
/// @param moment when a stream gives a word whose symbol is the word
public record GreedyDecoder(Alphabet alphabet, int silence, Moment moment) {
  /// No silence ends a word.
  public static final int NEVER = Integer.MAX_VALUE;

  /// When a stream gives a word whose symbol is the word.
  public enum Moment {
    /// At the first frame that says it: its end is that frame, and its confidence is what the frame
    /// gives.
    FIRST_FRAME,
    /// Behind the last frame that says it, so that frames and confidence are those of the whole.
    LAST_FRAME
  }

  /// Checks the silence.
  public GreedyDecoder {
    if (silence < 1) {
      throw new IllegalArgumentException(
          "a silence of " + silence + " frames; give 1 or more, or GreedyDecoder.NEVER");
    }
  }

  /// No silence ends a word; streams give words at their first frame.
  public static GreedyDecoder of(Alphabet alphabet) {
    return new GreedyDecoder(alphabet, NEVER, Moment.FIRST_FRAME);
  }

  /// With a silence that ends words, in frames.
  public GreedyDecoder silence(int frames) {
    return new GreedyDecoder(alphabet, frames, moment);
  }

  /// With another moment.
  public GreedyDecoder moment(Moment value) {
    return new GreedyDecoder(alphabet, silence, value);
  }

  /// All symbols and words of an utterance.
  ///
  /// @param logProbabilities `[T,K]`; −∞ forbids a class
  /// @throws IllegalArgumentException if they are no whole frames, or one is NaN or above 0, or all
  ///   of a frame are −∞
  public GreedyDecoding decode(float... logProbabilities) {
    List<DecodedSymbol> symbols = new ArrayList<>();
    GreedyStream stream = new GreedyStream(moment(Moment.LAST_FRAME), symbols::add);
    List<DecodedWord> words = new ArrayList<>(stream.push(logProbabilities));
    words.addAll(stream.finish());
    return new GreedyDecoding(symbols, words, stream.logProbability());
  }

  /// Decodes frames as they come.
  public GreedyStream stream() {
    return new GreedyStream(this, symbol -> {});
  }
}
