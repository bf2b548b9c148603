package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Dates of eight languages, made by the JDK.
class DatesTest {
  @Test
  void eachTextHasOneTruthAndTestDaysAreNew() {
    Map<String, String> truth = new HashMap<>();
    Set<String> trained = new HashSet<>();
    for (Pair pair : Dates.pairs(40_000, Dates.Part.TRAIN, Seed.of(1))) {
      String before = truth.putIfAbsent(pair.source(), pair.target());
      assertThat(before == null || before.equals(pair.target())).as(pair.toString()).isTrue();
      trained.add(pair.target());
    }
    assertThat(Dates.pairs(4_000, Dates.Part.TEST, Seed.of(1)))
        .noneMatch(pair -> trained.contains(pair.target()));
    assertThat(Dates.pairs(4, Dates.Part.TEST, Seed.of(1)))
        .isEqualTo(Dates.pairs(4, Dates.Part.TEST, Seed.of(1)));
  }

  /// Half a minute of training: what does not carry a symbol to its place says few dates right.
  @Test
  void aSmallTranslatorReadsThem() {
    List<Pair> train = Dates.pairs(5_000, Dates.Part.TRAIN, Seed.of(1));
    List<Pair> test = Dates.pairs(400, Dates.Part.TEST, Seed.of(2));
    List<Pair> validation = Dates.pairs(200, Dates.Part.TRAIN, Seed.of(3));
    TranslatorVocabulary vocabulary = Dates.vocabulary(train);
    TranslatorNetwork network = TranslatorNetwork.create(Dates.spec(vocabulary), Seed.of(1));
    PairData data = PairData.of(train, vocabulary);
    try (Workspace workspace = Workspace.threads(1)) {
      Dates.training()
          .withEpochs(5)
          .trainer(network, data.size(), Seed.of(2))
          .workspace(workspace)
          .fit(data.batches(), PairData.of(validation, vocabulary).batches());
      List<Translation> written =
          Translator.of(network, vocabulary)
              .translate(test.stream().map(Pair::source).toList(), Search.beam(1), workspace);
      long right =
          IntStream.range(0, test.size())
              .filter(i -> written.get(i).text().equals(test.get(i).target()))
              .count();
      assertThat(right).isGreaterThanOrEqualTo(384); // 96 %
    }
  }
}
