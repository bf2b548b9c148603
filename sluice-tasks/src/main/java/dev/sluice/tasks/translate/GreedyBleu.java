package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.References;
import dev.sluice.train.loop.Measure;
import dev.sluice.train.loop.StopSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// BLEU of greedy translations, to choose the epoch of a training by, see
/// [dev.sluice.train.loop.Trainer#chooseBy]: a loss that has begun to rise does not say that
/// translations get worse.
public final class GreedyBleu implements Measure {
  private static final Search GREEDY = Search.beam(1);

  /// Texts between two looks at the stop signal.
  private static final int PART = 320;

  private final Translator model;
  private final List<String> sources;
  private final List<List<String>> references;
  private final Bleu bleu;

  private GreedyBleu(Translator model, List<Pair> pairs, Bleu bleu) {
    this.model = model;
    this.sources = pairs.stream().map(Pair::source).toList();
    this.references = References.one(pairs.stream().map(Pair::target).toList());
    this.bleu = bleu;
  }

  /// Of a network that is being trained, on pairs to validate with.
  ///
  /// @throws IllegalArgumentException if there are none, one is too long to be translated, or the
  ///   vocabulary has other sizes
  public static GreedyBleu of(
      TranslatorNetwork network, TranslatorVocabulary vocabulary, List<Pair> pairs, Bleu bleu) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("there are no pairs to score; give one or more");
    }
    for (int i = 0; i < pairs.size(); i++) {
      int symbols = vocabulary.encodeSource(pairs.get(i).source()).length - 1; // without the end
      if (symbols > Translator.LONGEST) {
        throw new IllegalArgumentException(
            "pair %,d of those that validate has a source of %,d symbols, and %,d can be translated; split it, leave it out, or choose by the loss"
                .formatted(i + 1, symbols, Translator.LONGEST));
      }
    }
    // Those of like length together: BLEU sums over texts, so their order is nothing to it.
    List<Pair> sorted =
        pairs.stream()
            .sorted(Comparator.comparingInt(pair -> vocabulary.encodeSource(pair.source()).length))
            .toList();
    return new GreedyBleu(Translator.living(network, vocabulary), sorted, bleu);
  }

  @Override
  public String name() {
    return bleu.name();
  }

  @Override
  public OptionalDouble value(Workspace workspace, StopSignal stop) {
    List<String> written = new ArrayList<>();
    for (int from = 0; from < sources.size(); from += PART) {
      if (stop.isRequested()) {
        return OptionalDouble.empty();
      }
      List<String> part = sources.subList(from, Math.min(sources.size(), from + PART));
      model.translate(part, GREEDY, workspace).forEach(each -> written.add(each.text()));
    }
    return OptionalDouble.of(bleu.score(written, references).score());
  }
}
