package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Beam search against all texts there are: three symbols, four steps at most.
class BeamSearchTest {
  private static final int SYMBOLS = 3;
  private static final int BORDER = SYMBOLS;
  private static final int LIMIT = 4;
  private static final int[][] SOURCES = {{2, 0, 4}, {4}, {1, 3, 3, 0, 4}, {0, 4}};

  private static TranslatorNetwork network(Looking looking, long seed) {
    TranslatorSpec spec =
        TranslatorSpec.of(
                GruSpec.of(4, 3).direction(Direction.BOTH), GruSpec.of(8, 5), 5, SYMBOLS + 1)
            .attention(looking);
    TranslatorNetwork network = TranslatorNetwork.create(spec, Seed.of(seed));
    float[] values = network.parameters().values();
    for (int i = 0; i < values.length; i++) {
      values[i] += 3 * (Seed.of(seed + 1).uniform(i) - 0.5f);
    }
    return network;
  }

  private static Search search(int beam, double alpha) {
    return new Search(beam, alpha, 0, LIMIT);
  }

  /// Texts of up to `LIMIT` symbols, the border behind them.
  private static List<int[]> texts() {
    List<int[]> open = new ArrayList<>(List.of(new int[0]));
    List<int[]> all = new ArrayList<>();
    for (int length = 0; length < LIMIT; length++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] text : open) {
        all.add(with(text, BORDER));
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
          longer.add(with(text, symbol));
        }
      }
      open = longer;
    }
    open.forEach(text -> all.add(with(text, BORDER)));
    return all;
  }

  private static int[] with(int[] text, int symbol) {
    int[] longer = Arrays.copyOf(text, text.length + 1);
    longer[text.length] = symbol;
    return longer;
  }

  private static double logLikelihood(
      TranslatorNetwork network, int[] source, int[] text, Workspace workspace) {
    try (Tape tape = workspace.inference()) {
      PairBatch pair = new PairBatch(SeqIds.of(source), SeqIds.of(text));
      return -network.loss(tape, pair).item() * (double) text.length;
    }
  }

  private static int[] ids(BeamSearch.Ended ended) {
    return ended.last().path().stream().mapToInt(Hypothesis::id).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void aBeamAsWideAsThereAreTextsFindsTheBest(Looking looking) {
    for (long seed = 1; seed <= 4; seed++) {
      TranslatorNetwork network = network(looking, seed);
      for (double alpha : new double[] {0, 1}) {
        Search search = search(200, alpha);
        try (Workspace workspace = Workspace.threads(1)) {
          List<List<BeamSearch.Ended>> found =
              new BeamSearch(network, search, -1).run(SeqIds.of(SOURCES), workspace);
          for (int i = 0; i < SOURCES.length; i++) {
            int[] source = SOURCES[i];
            int[] best =
                texts().stream()
                    .max(
                        Comparator.comparingDouble(text ->
                            search.score(
                                logLikelihood(network, source, text, workspace), text.length)))
                    .orElseThrow();
            BeamSearch.Ended first = found.get(i).getFirst();
            String case_ = "seed %d, alpha %s, source %d".formatted(seed, alpha, i);
            assertThat(ids(first)).as(case_).isEqualTo(best);
            assertThat(first.ending())
                .isEqualTo(
                    best.length > LIMIT ? Translation.Ending.CUT : Translation.Ending.COMPLETE);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void whatIsFoundHasTheLikelihoodThatIsTold(int beam) {
    TranslatorNetwork network = network(Looking.ADDITIVE, 7);
    try (Workspace workspace = Workspace.threads(1)) {
      List<List<BeamSearch.Ended>> found =
          new BeamSearch(network, search(beam, 0.7), -1).run(SeqIds.of(SOURCES), workspace);
      for (int i = 0; i < SOURCES.length; i++) {
        List<BeamSearch.Ended> best = found.get(i);
        assertThat(best).hasSizeBetween(1, beam);
        assertThat(best)
            .isSortedAccordingTo(Comparator.comparingDouble(BeamSearch.Ended::score).reversed());
        assertThat(best.stream().map(each -> Arrays.toString(ids(each)))).doesNotHaveDuplicates();
        for (BeamSearch.Ended ended : best) {
          double expected = logLikelihood(network, SOURCES[i], ids(ended), workspace);
          assertThat(ended.last().logLikelihood()).isCloseTo(expected, within(1e-5));
          assertThat(ended.score())
              .isCloseTo(expected / Math.pow((5 + ids(ended).length) / 6.0, 0.7), within(1e-5));
          for (Hypothesis each : ended.last().path()) {
            double sum = 0;
            for (float weight : each.weights()) {
              sum += weight;
            }
            assertThat(each.weights()).hasSize(SOURCES[i].length);
            assertThat(sum).isCloseTo(1, within(1e-6));
          }
        }
      }
    }
  }

  /// What is likeliest at each step, whatever comes of it.
  @ParameterizedTest
  @EnumSource
  void oneAloneIsGreedy(Looking looking) {
    for (long seed = 1; seed <= 8; seed++) {
      TranslatorNetwork network = network(looking, seed);
      try (Workspace workspace = Workspace.threads(1)) {
        List<List<BeamSearch.Ended>> found =
            new BeamSearch(network, search(1, 3), -1).run(SeqIds.of(SOURCES), workspace);
        for (int i = 0; i < SOURCES.length; i++) {
          int[] greedy = new int[0];
          while (greedy.length < LIMIT
              && (greedy.length == 0 || greedy[greedy.length - 1] != BORDER)) {
            int[] source = SOURCES[i];
            int[] before = greedy;
            greedy =
                java.util.stream.IntStream.rangeClosed(0, BORDER)
                    .mapToObj(symbol -> with(before, symbol))
                    .max(
                        Comparator.comparingDouble(
                            text -> logLikelihood(network, source, text, workspace)))
                    .orElseThrow();
          }
          if (greedy[greedy.length - 1] != BORDER) {
            greedy = with(greedy, BORDER);
          }
          assertThat(ids(found.get(i).getFirst())).as("seed " + seed).isEqualTo(greedy);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSourceAloneGetsTheSame(Looking looking) {
    TranslatorNetwork network = network(looking, 3);
    BeamSearch beams = new BeamSearch(network, search(3, 1), 1);
    try (Workspace workspace = Workspace.threads(1)) {
      List<List<BeamSearch.Ended>> together = beams.run(SeqIds.of(SOURCES), workspace);
      for (int i = 0; i < SOURCES.length; i++) {
        List<BeamSearch.Ended> alone = beams.run(SeqIds.of(SOURCES[i]), workspace).getFirst();
        assertThat(alone).hasSameSizeAs(together.get(i));
        for (int k = 0; k < alone.size(); k++) {
          assertThat(ids(alone.get(k)))
              .isEqualTo(ids(together.get(i).get(k)))
              .as("the symbol that is never chosen")
              .doesNotContain(1);
          assertThat(alone.get(k).score()).isEqualTo(together.get(i).get(k).score());
        }
      }
    }
  }
}
