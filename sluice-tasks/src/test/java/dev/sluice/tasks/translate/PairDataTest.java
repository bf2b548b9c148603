package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.train.loop.Footprint;
import dev.sluice.train.loop.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairDataTest {
  /// Few long texts among many short ones: a step at random says too little of the memory.
  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int words = i % 60 == 7 ? 30 + i % 11 : 1 + i % 5;
      pairs.add(new Pair("ab ".repeat(words).strip(), "c ".repeat(words).strip()));
    }
    return pairs;
  }

  private static final TranslatorVocabulary VOCABULARY =
      TranslatorVocabulary.of(pairs(), TranslatorSpec.Tables.SEPARATE, Symbols::characters);

  @Test
  void theHeaviestBatchHasTheMostSymbols() {
    PairData data = PairData.of(pairs(), VOCABULARY);
    Seed order = Seed.of(3);
    int most = 0;
    for (PairBatch batch : data.batches().batches(8, order)) {
      most = Math.max(most, symbols(batch));
    }
    assertThat(data.batches().heaviest(8, order).map(PairDataTest::symbols)).hasValue(most);
  }

  private static int symbols(PairBatch batch) {
    return batch.source().lengths().rows() + batch.target().lengths().rows();
  }

  @Test
  void theMemoryOfTrainingIsForetold() {
    PairData data = PairData.of(pairs(), VOCABULARY);
    Recipe recipe = new Recipe(1e-3, 3, 8, 0, 0);
    TranslatorNetwork network = TranslatorNetwork.create(Dates.spec(VOCABULARY), Seed.of(1));
    Footprint foretold = recipe.trainer(network, data.size(), Seed.of(2)).estimate(data.batches());
    try (Workspace workspace = Workspace.threads(1)) {
      recipe.trainer(network, data.size(), Seed.of(2)).workspace(workspace).fit(data.batches());
      assertThat((double) foretold.memory().workspace() / workspace.bytes()).isBetween(0.9, 1.1);
    }
  }

  @Test
  void longPairsAreFound() {
    PairData data = PairData.of(pairs(), VOCABULARY);
    assertThat(data.firstLongerThan(20)).hasValue(7);
    assertThat(data.atMost(20).size()).isEqualTo(590);
    assertThat(data.atMost(20).firstLongerThan(20)).isEmpty();
  }
}
