package dev.sluice.tasks.translate;

import dev.sluice.core.tensor.SeqIds;
import dev.sluice.train.data.IndexedDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Pairs in numbers, as a [TranslatorNetwork] learns from them.
public final class PairData {
  /// Batches of this many batches are sorted by length among each other.
  private static final int POOL = 50;

  private final List<int[]> sources = new ArrayList<>();
  private final List<int[]> targets = new ArrayList<>();

  private PairData() {}

  /// Encodes pairs.
  public static PairData of(List<Pair> pairs, TranslatorVocabulary vocabulary) {
    PairData data = new PairData();
    for (Pair pair : pairs) {
      data.sources.add(vocabulary.encodeSource(pair.source()));
      data.targets.add(vocabulary.encodeTarget(pair.target()));
    }
    return data;
  }

  /// Those of which neither side is longer than so many symbols, borders not counted.
  public PairData atMost(int symbols) {
    PairData kept = new PairData();
    for (int i = 0; i < sources.size(); i++) {
      if (longest(i) <= symbols) {
        kept.sources.add(sources.get(i));
        kept.targets.add(targets.get(i));
      }
    }
    return kept;
  }

  /// The first pair of which a side is longer than so many symbols, borders not counted.
  public OptionalInt firstLongerThan(int symbols) {
    return IntStream.range(0, size()).filter(i -> longest(i) > symbols).findFirst();
  }

  /// The number of pairs.
  public int size() {
    return sources.size();
  }

  /// The symbols of the longer side of a pair, its border not counted.
  public int longest(int pair) {
    return Math.max(sources.get(pair).length, targets.get(pair).length) - 1;
  }

  /// Batches of pairs, similar lengths together.
  public IndexedDataset<PairBatch> batches() {
    return IndexedDataset.of(size(), (items, number) -> batch(items))
        .lengths(i -> targets.get(i).length)
        .sizes(i -> sources.get(i).length + targets.get(i).length)
        .bucketed(POOL);
  }

  private PairBatch batch(int[] items) {
    long[] samples = Arrays.stream(items).asLongStream().toArray();
    return new PairBatch(ids(sources, items, samples), ids(targets, items, samples));
  }

  private static SeqIds ids(List<int[]> all, int[] items, long[] samples) {
    int[][] chosen = Arrays.stream(items).mapToObj(all::get).toArray(int[][]::new);
    return SeqIds.of(chosen).samples(samples);
  }
}
