package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// A sample as its [SampleEncoder] made it, once, however often it comes in a batch.
public sealed interface Encoded {
  /// Its steps.
  int length();

  /// Its steps `[from,to)`.
  Encoded part(int from, int to);

  /// Characters or sub-words.
  ///
  /// @param ids `[T]`, copied
  record Ids(int[] ids) implements Encoded {
    /// Copies the ids.
    public Ids {
      ids = ids.clone();
    }

    @Override
    public int[] ids() {
      return ids.clone();
    }

    @Override
    public Ids part(int from, int to) {
      return new Ids(Arrays.copyOfRange(ids, from, to));
    }

    @Override
    public int length() {
      return ids.length;
    }
  }

  /// Words.
  record Words(List<String> words) implements Encoded {
    @Override
    public Words part(int from, int to) {
      return new Words(List.copyOf(words.subList(from, to)));
    }

    @Override
    public int length() {
      return words.size();
    }
  }

  /// Numbers, normalised.
  ///
  /// @param x `[T,F]`
  record Values(Tensor x) implements Encoded {
    @Override
    public Values part(int from, int to) {
      int columns = x.shape().columns();
      float[] rows = Arrays.copyOfRange(x.data(), from * columns, to * columns);
      return new Values(Tensor.of(Shape.of(to - from, columns), rows));
    }

    /// Samples of numbers, packed.
    ///
    /// @param features F
    static Sequences pack(List<Encoded> samples, int features, long... numbers) {
      Lengths lengths =
          Lengths.of(samples.stream().mapToInt(Encoded::length).toArray()).samples(numbers);
      Tensor rows = Tensor.zeros(lengths.rows(), features);
      for (int i = 0; i < samples.size(); i++) {
        float[] x = ((Values) samples.get(i)).x.data();
        for (int t = 0; t < lengths.length(i); t++) {
          System.arraycopy(x, t * features, rows.data(), lengths.row(i, t) * features, features);
        }
      }
      return new Sequences.Values(Seq.packed(rows, lengths));
    }

    @Override
    public int length() {
      return x.shape().dim(0);
    }
  }
}
