package dev.sluice.tasks.classify;

import dev.sluice.tasks.text.LengthLimit;
import dev.sluice.tasks.text.TextException;
import dev.sluice.train.data.IndexedDataset;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Samples as a [ClassifierNetwork] learns from them.
public final class ClassifiedData {
  /// Batches of this many batches are sorted by length among each other.
  private static final int POOL = 20;

  private ClassifiedData() {}

  /// What samples of a class count in the loss.
  public enum Weights {
    /// All the same.
    EQUAL,
    /// Each class as much as every other, however many samples it has.
    BALANCED
  }

  /// A sample and the index of its class.
  private record Item(Encoded x, int label) {}

  /// Samples to train on or to validate with.
  ///
  /// @param labels of the classes, among which all samples' are
  public static IndexedDataset<ClassifierBatch> of(
      List<Sample.Labelled> samples, List<String> labels, SampleEncoder encoder, Weights weights) {
    return of(samples, labels, encoder, weights, LengthLimit.none(), i -> "sample " + (i + 1));
  }

  /// Samples to train on or to validate with, not longer than a limit.
  ///
  /// @param labels of the classes, among which all samples' are
  /// @param place of sample i, for messages
  /// @throws TextException if the encoder refuses one, or one is too long and may not be split
  /// @throws IllegalArgumentException if a label is none of `labels`
  public static IndexedDataset<ClassifierBatch> of(
      List<Sample.Labelled> samples,
      List<String> labels,
      SampleEncoder encoder,
      Weights weights,
      LengthLimit limit,
      IntFunction<String> place) {
    List<Item> kept =
        limit.apply(
            IntStream.range(0, samples.size())
                .mapToObj(i -> item(samples.get(i), labels, encoder, place.apply(i)))
                .toList(),
            item -> item.x.length(),
            (item, from, to) -> new Item(item.x.part(from, to), item.label),
            place);
    int[] classes = kept.stream().mapToInt(Item::label).toArray();
    List<Encoded> encoded = kept.stream().map(Item::x).toList();
    float[] byClass = weights(classes, labels.size(), weights);
    return IndexedDataset.of(
            encoded.size(),
            (items, number) -> {
              float[] counts = new float[items.length];
              for (int i = 0; i < items.length; i++) {
                counts[i] = byClass[classes[items[i]]];
              }
              return new ClassifierBatch(
                  encoder.batch(
                      Arrays.stream(items).mapToObj(encoded::get).toList(),
                      Arrays.stream(items).asLongStream().toArray()),
                  Arrays.stream(items).map(i -> classes[i]).toArray(),
                  counts);
            })
        .lengths(i -> encoded.get(i).length())
        .bucketed(POOL);
  }

  private static Item item(
      Sample.Labelled sample, List<String> labels, SampleEncoder encoder, String place) {
    int label = classOf(sample.label(), labels);
    try {
      return new Item(encoder.encode(sample.sample()), label);
    } catch (IllegalArgumentException e) {
      throw new TextException(place + ": " + e.getMessage(), e);
    }
  }

  private static int classOf(String label, List<String> labels) {
    int id = labels.indexOf(label);
    if (id < 0) {
      throw new IllegalArgumentException(
          "the class \"%s\" is none of %s".formatted(label, String.join(" ", labels)));
    }
    return id;
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
}
