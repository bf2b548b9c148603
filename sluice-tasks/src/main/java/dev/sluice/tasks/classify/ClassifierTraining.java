package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.util.Arrays;
import java.util.List;

/// How a [ClassifierNetwork] is trained: Adam along half a cosine, gradients clipped, averaged
/// parameters; those of the best epoch on validation are kept.
///
/// @param rate the learning rate at first
/// @param epochs passes over the samples
/// @param batch samples of a step
/// @param weightDecay λ of AdamW, 0 for none
/// @param average decay of the average of the parameters in `(0,1)`, 0 for none
public record ClassifierTraining(
    double rate, int epochs, int batch, double weightDecay, double average) {
  /// Batches of this many batches are sorted by length among each other.
  private static final int POOL = 20;

  /// What samples of a class count in the loss.
  public enum Weights {
    /// All the same.
    EQUAL,
    /// Each class as much as every other, however many samples it has.
    BALANCED
  }

  /// Samples to train on or to validate with.
  ///
  /// @param labels of the classes, among which all samples' are
  public IndexedDataset<ClassifierBatch> data(
      List<Sample.Labelled> samples, List<String> labels, SampleEncoder encoder, Weights weights) {
    int[] classes = samples.stream().mapToInt(each -> labels.indexOf(each.label())).toArray();
    float[] byClass = weights(classes, labels.size(), weights);
    int[] lengths = samples.stream().mapToInt(each -> encoder.length(each.sample())).toArray();
    return IndexedDataset.of(
            samples.size(),
            (items, number) -> {
              List<Sample> chosen =
                  Arrays.stream(items).mapToObj(i -> samples.get(i).sample()).toList();
              float[] counts = new float[items.length];
              for (int i = 0; i < items.length; i++) {
                counts[i] = byClass[classes[items[i]]];
              }
              return new ClassifierBatch(
                  encoder.batch(chosen, Arrays.stream(items).asLongStream().toArray()),
                  Arrays.stream(items).map(i -> classes[i]).toArray(),
                  counts);
            })
        .lengths(i -> lengths[i])
        .bucketed(POOL);
  }

  private static float[] weights(int[] classes, int count, Weights weights) {
    float[] byClass = new float[count];
    Arrays.fill(byClass, 1);
    if (weights == Weights.BALANCED) {
      long[] samples = new long[count];
      for (int c : classes) {
        samples[c]++;
      }
      for (int c = 0; c < count; c++) {
        byClass[c] = samples[c] == 0 ? 1 : (float) classes.length / (count * samples[c]);
      }
    }
    return byClass;
  }

  /// The trainer; listener, threads and stop signal may be added.
  ///
  /// @param samples to train on
  public Trainer<ClassifierBatch> trainer(ClassifierNetwork network, int samples, Seed seed) {
    long steps = (long) epochs * Math.ceilDiv(samples, batch);
    Trainer<ClassifierBatch> trainer =
        Trainer.of(network)
            .optimizer(Adam.rate(Schedule.cosine(rate, steps)).weightDecay(weightDecay))
            .clipNorm(5)
            .batchSize(batch)
            .epochs(epochs)
            .seed(seed);
    return average > 0 ? trainer.average(average) : trainer;
  }
}
