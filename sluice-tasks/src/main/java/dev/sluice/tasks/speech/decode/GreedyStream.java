package dev.sluice.tasks.speech.decode;

import dev.sluice.tasks.speech.decode.GreedyDecoder.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Decodes the likeliest path while frames come; for one thread.
///
/// Gives the words of [GreedyDecoder#decode], however frames are cut into pieces. A word is out
/// with its symbol where symbols are words ([Moment]), else with the first frame of a separator or
/// the last one of a silence. Frames that begin and end nothing allocate nothing; memory grows with
/// the word that is being heard only.
public final class GreedyStream {
  private final GreedyDecoder decoder;
  private final Alphabet alphabet;
  private final Consumer<DecodedSymbol> symbols;
  private final WordAssembler assembler;
  private final boolean isGivenAtFirst;

  /// New words, given at the end of a push.
  private final List<DecodedWord> words = new ArrayList<>();

  private int frame;
  private double logProbability;
  private boolean isFinished;

  /// The class of the frame before, and the run of frames that say it.
  private int symbol = Alphabet.BLANK;

  private int first;
  private int peak;
  private float peakValue;
  private int blanks;

  /// @param symbols is given each symbol behind its last frame
  GreedyStream(GreedyDecoder decoder, Consumer<DecodedSymbol> symbols) {
    this.decoder = decoder;
    this.symbols = symbols;
    alphabet = decoder.alphabet();
    assembler = new WordAssembler(alphabet);
    isGivenAtFirst =
        alphabet.unit() == Alphabet.Unit.WORD && decoder.moment() == Moment.FIRST_FRAME;
  }

  /// Hears frames.
  ///
  /// @param logProbabilities `[T,K]`, a frame or more, or none; −∞ forbids a class
  /// @return the words that are over with them
  /// @throws IllegalArgumentException as [GreedyDecoder#decode]; the frames before the one that it
  ///   names are heard, and their words come with the next ones
  /// @throws IllegalStateException after [#finish]
  public List<DecodedWord> push(float... logProbabilities) {
    if (isFinished) {
      throw new IllegalStateException("this stream is finished; begin another one");
    }
    int classes = alphabet.classes();
    int frames = Posteriors.frames(logProbabilities, classes);
    for (int t = 0; t < frames; t++) {
      Posteriors.check(logProbabilities, t * classes, classes, frame);
      int best = Posteriors.best(logProbabilities, t * classes, classes);
      hear(best, logProbabilities[t * classes + best]);
      frame = Math.incrementExact(frame);
    }
    return given();
  }

  /// Ends the last symbol and the last word.
  ///
  /// @return the last word, if it was not given yet
  /// @throws IllegalStateException if it was called before
  public List<DecodedWord> finish() {
    if (isFinished) {
      throw new IllegalStateException("this stream is finished already");
    }
    endSymbol();
    assembler.end(words);
    isFinished = true;
    return given();
  }

  /// Of the path so far, in nats.
  public double logProbability() {
    return logProbability;
  }

  private void hear(int best, float value) {
    logProbability += value;
    if (best != symbol) {
      endSymbol();
      begin(best, value);
    } else if (value > peakValue) {
      peak = frame;
      peakValue = value;
    }
    blanks = best == Alphabet.BLANK ? blanks + 1 : 0;
    if (blanks == decoder.silence()) {
      assembler.end(words);
    }
  }

  private void begin(int best, float value) {
    symbol = best;
    first = frame;
    peak = frame;
    peakValue = value;
    if (alphabet.isSeparator(best)) {
      assembler.end(words);
    } else if (isGivenAtFirst && best != Alphabet.BLANK) {
      words.add(new DecodedWord(alphabet.symbol(best), frame, frame, StrictMath.exp(value)));
    }
  }

  private void endSymbol() {
    if (symbol == Alphabet.BLANK) {
      return;
    }
    double probability = StrictMath.exp(peakValue);
    symbols.accept(new DecodedSymbol(symbol, first, frame - 1, peak, probability));
    if (!isGivenAtFirst) {
      assembler.add(symbol, first, frame - 1, probability, words);
    }
    symbol = Alphabet.BLANK;
  }

  private List<DecodedWord> given() {
    if (words.isEmpty()) {
      return List.of();
    }
    List<DecodedWord> given = List.copyOf(words);
    words.clear();
    return given;
  }
}
