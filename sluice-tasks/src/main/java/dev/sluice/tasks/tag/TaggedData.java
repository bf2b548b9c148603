package dev.sluice.tasks.tag;

import dev.sluice.core.tensor.SeqIds;
import dev.sluice.tasks.words.WordBatch;
import dev.sluice.train.data.IndexedDataset;
import java.util.Arrays;
import java.util.List;

/// Sentences as a [TaggerNetwork] learns from them.
public final class TaggedData {
  /// Batches of this many batches are sorted by length among each other.
  private static final int POOL = 50;

  private TaggedData() {}

  /// Sentences to train on or to validate with.
  ///
  /// @param vocabulary in which all tags are
  public static IndexedDataset<TaggedBatch> of(
      List<TaggedSentence> sentences, TaggerVocabulary vocabulary) {
    return IndexedDataset.of(
            sentences.size(), (items, number) -> batch(items, sentences, vocabulary))
        .lengths(i -> sentences.get(i).words().size())
        .bucketed(POOL);
  }

  private static TaggedBatch batch(
      int[] items, List<TaggedSentence> sentences, TaggerVocabulary vocabulary) {
    List<TaggedSentence> chosen = Arrays.stream(items).mapToObj(sentences::get).toList();
    WordBatch words =
        vocabulary
            .lexicon()
            .batch(
                chosen.stream().map(TaggedSentence::words).toList(),
                Arrays.stream(items).asLongStream().toArray());
    int[][] tags =
        chosen.stream()
            .map(each -> each.tags().stream().mapToInt(vocabulary::tag).toArray())
            .toArray(int[][]::new);
    return new TaggedBatch(words, SeqIds.of(tags).toArray());
  }
}
