package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.BleuScore;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.tasks.translate.metric.Chrf;
import dev.sluice.tasks.translate.metric.ChrfScore;
import dev.sluice.tasks.translate.metric.References;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// How good translations are.
///
/// @param texts that were translated
/// @param nats a symbol of the right translations, borders counted
/// @param bleu BLEU as it was asked for
/// @param lower BLEU of lower-cased texts
/// @param chrf with the casing of `bleu`
/// @param exact the share that equals the right translation
/// @param speed texts a second, all threads together
public record TranslationScore(
    int texts,
    double nats,
    BleuScore bleu,
    BleuScore lower,
    ChrfScore chrf,
    double exact,
    double speed) {
  /// Translates pairs and compares.
  ///
  /// @param bleu how BLEU is computed
  /// @param done told how many texts are translated
  public static TranslationScore of(
      Translator model,
      List<Pair> pairs,
      Search search,
      Bleu bleu,
      Workspace workspace,
      IntConsumer done) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("there are no pairs to score; give one or more");
    }
    List<String> right = pairs.stream().map(Pair::target).toList();
    long start = System.nanoTime();
    List<String> written =
        model.translate(pairs.stream().map(Pair::source).toList(), search, workspace, done).stream()
            .map(Translation::text)
            .toList();
    double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
    List<List<String>> references = References.one(right);
    long exact =
        IntStream.range(0, right.size()).filter(i -> written.get(i).equals(right.get(i))).count();
    return new TranslationScore(
        pairs.size(),
        model.nats(PairData.of(pairs, model.vocabulary()), workspace),
        bleu.score(written, references),
        Bleu.of(bleu.tokeniser(), Casing.LOWER).score(written, references),
        Chrf.of(bleu.casing()).score(written, references),
        (double) exact / pairs.size(),
        pairs.size() / seconds);
  }
}
