package dev.sluice.tasks.tag;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.tasks.words.WordBatch;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.util.Arrays;
import java.util.List;

/// How a [TaggerNetwork] is trained: Adam along half a cosine, gradients clipped, averaged
/// parameters; those of the best epoch on validation are kept.
///
/// @param rate the learning rate at first
/// @param epochs passes over the sentences
/// @param batch sentences of a step
/// @param weightDecay λ of AdamW, 0 for none
/// @param average decay of the average of the parameters in `(0,1)`, 0 for none
public record TaggerTraining(
    double rate, int epochs, int batch, double weightDecay, double average) {
  /// Batches of this many batches are sorted by length among each other.
  private static final int POOL = 50;

  /// Sentences to train on or to validate with.
  ///
  /// @param vocabulary in which all tags are
  public IndexedDataset<TaggedBatch> data(
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

  /// The trainer; listener, threads and stop signal may be added.
  ///
  /// @param sentences to train on
  public Trainer<TaggedBatch> trainer(TaggerNetwork network, int sentences, Seed seed) {
    long steps = (long) epochs * Math.ceilDiv(sentences, batch);
    Trainer<TaggedBatch> trainer =
        Trainer.of(network)
            .optimizer(Adam.rate(Schedule.cosine(rate, steps)).weightDecay(weightDecay))
            .clipNorm(5)
            .batchSize(batch)
            .epochs(epochs)
            .seed(seed);
    return average > 0 ? trainer.average(average) : trainer;
  }
}
