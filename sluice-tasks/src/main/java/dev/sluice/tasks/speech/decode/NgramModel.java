package dev.sluice.tasks.speech.decode;

import dev.sluice.core.model.Overwrite;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.List;

/// How likely a word is after the words before it: a back-off model of order n, which looks at the
/// n−1 words before.
///
/// ```
/// P(w|h) = p(h w)                  where the text that taught it has h w
///        = b(h) · P(w|h')          else; h' is h without its first word, b(h) = 1 if h is not there
/// ```
///
/// [#train] interpolates as Witten and Bell (1991, IEEE Transactions on Information Theory 37(4),
/// method C; Chen and Goodman 1998, TR-10-98, section 2.5), which needs no held-out text and is
/// sound where there is little. With C(h) words after h in the text, T(h) different ones:
///
/// ```
/// P(w|h) = (c(h w) + T(h)·P(w|h')) / (C(h) + T(h))      P(w|nothing left) = 1/V
/// ```
///
/// V counts the words, the end of a sentence, and [#UNKNOWN] for all other words. A word that does
/// not follow h in the text has c = 0, so b(h) = T(h)/(C(h)+T(h)) makes the two forms equal.
///
/// Probabilities are kept as the file has them, log10 in double, so what is written and read again
/// gives the same bits; answers are in nats. Immutable, for any number of threads.
public final class NgramModel {
  /// The largest order.
  public static final int LARGEST_ORDER = 5;

  /// What a sentence begins with; no word that can follow.
  public static final String BEGIN = "<s>";

  /// What a sentence ends with.
  public static final String END = "</s>";

  /// Every word that is not in the vocabulary.
  public static final String UNKNOWN = "<unk>";

  /// What ARPA files have for the logarithm of 0.
  static final double LOG10_OF_ZERO = -99;

  private static final double LN10 = StrictMath.log(10);

  private final NgramTable table;
  private final int unknown;
  private final int begin;
  private final int end;

  /// @param table with [#BEGIN] and [#END] among its words
  NgramModel(NgramTable table) {
    this.table = table;
    unknown = table.word(UNKNOWN);
    begin = table.word(BEGIN);
    end = table.word(END);
  }

  /// Learns from sentences.
  ///
  /// @param sentences of words each, without [#BEGIN] and [#END]
  /// @param order n, 1 to [#LARGEST_ORDER]
  /// @throws IllegalArgumentException if there is no sentence, or a word is empty, has a blank or a
  ///   sign of control in it, or is one of the three reserved ones
  public static NgramModel train(List<? extends List<String>> sentences, int order) {
    return new NgramModel(new NgramTraining(sentences, order).table());
  }

  /// Reads an ARPA file, in UTF-8, packed or not (`.gz`).
  ///
  /// @throws TextException if it cannot be read or is damaged: with file and line
  public static NgramModel read(Path file) {
    return ArpaReader.read(file);
  }

  /// Reads what [#toArpa] wrote.
  ///
  /// @param source for messages
  /// @throws TextException if it is damaged: with source and line
  public static NgramModel fromArpa(byte[] bytes, String source) {
    return ArpaReader.read(bytes, source);
  }

  /// Writes an ARPA file, whole or not at all.
  ///
  /// @throws dev.sluice.core.model.ModelException if it cannot be written
  public void write(Path file, Overwrite overwrite) {
    ArpaWriter.write(table, file, overwrite);
  }

  /// The text of an ARPA file, UTF-8.
  public byte[] toArpa() {
    return ArpaWriter.bytes(table);
  }

  /// n
  public int order() {
    return table.order();
  }

  /// The words it can tell, without [#BEGIN] and [#END]; [#UNKNOWN] is one of them where the model
  /// has it.
  public List<String> vocabulary() {
    return table.words().stream().filter(word -> !word.equals(BEGIN) && !word.equals(END)).toList();
  }

  /// ln P(word|history).
  ///
  /// @param history the words of the sentence before it, from its beginning; empty for the first
  /// @param word one that is not in the vocabulary is [#UNKNOWN]; where a file has no such word it
  ///   has the −99 (log10) that the format writes for the logarithm of 0; may be [#END]
  /// @throws IllegalArgumentException for [#BEGIN], which follows nothing
  public double logProbability(List<String> history, String word) {
    int state = start();
    for (String each : history) {
      state = next(state, id(each));
    }
    return logProbability(state, id(word));
  }

  /// ln P of a sentence, its end included.
  public double logProbability(List<String> sentence) {
    int state = start();
    double sum = 0;
    for (String word : sentence) {
      sum += logProbability(state, id(word));
      state = next(state, id(word));
    }
    return sum + logProbability(state, end);
  }

  /// The number of a word; that of [#UNKNOWN] for others, or −1 where there is none.
  ///
  /// @throws IllegalArgumentException for [#BEGIN]
  int id(String word) {
    int id = table.word(word);
    if (id == begin) {
      throw new IllegalArgumentException(
          BEGIN + " stands before a sentence; histories begin behind it");
    }
    return id < 0 ? unknown : id;
  }

  int end() {
    return end;
  }

  /// The beginning of a sentence, as a state: the longest part of the history that the model knows.
  int start() {
    return table.contextAfter(NgramTable.ROOT, begin);
  }

  /// The state behind one word more.
  int next(int state, int word) {
    return word < 0 ? NgramTable.ROOT : table.contextAfter(state, word);
  }

  /// What no ln P exceeds: 0, or more where a file's back-offs are not those of probabilities.
  double most() {
    return LN10 * table.most();
  }

  /// ln P of a word in a state.
  double logProbability(int state, int word) {
    return LN10 * (word < 0 ? LOG10_OF_ZERO : table.log10(state, word));
  }

  @Override
  public String toString() {
    return "NgramModel[order %d, %,d words, %,d n-grams]"
        .formatted(order(), vocabulary().size(), table.size());
  }
}
