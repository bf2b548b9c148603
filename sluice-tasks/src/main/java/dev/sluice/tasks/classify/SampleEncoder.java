package dev.sluice.tasks.classify;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.AudioJson;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.WordTokens;
import dev.sluice.tasks.words.Lexicon;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Turns samples into what a network takes; learned from training data and stored in the model.
public sealed interface SampleEncoder
    permits SampleEncoder.OfSymbols, SampleEncoder.OfWords, SampleEncoder.OfValues, SoundEncoder {
  /// A sample as the network will see it.
  ///
  /// @throws IllegalArgumentException if it is of another kind, or has numbers that are too far
  ///   from those of training
  Encoded encode(Sample sample);

  /// Samples, packed.
  ///
  /// @param samples that this encoded
  /// @param numbers of the samples, which noise depends on
  Sequences batch(List<Encoded> samples, long... numbers);

  /// The files of a model's directory, by name.
  Map<String, byte[]> files();

  /// Characters or sub-words of texts.
  record OfSymbols(Symbols symbols) implements SampleEncoder {
    @Override
    public Encoded encode(Sample sample) {
      return new Encoded.Ids(symbols.encode(SampleEncoder.text(sample)));
    }

    @Override
    public Sequences batch(List<Encoded> samples, long... numbers) {
      SeqIds ids =
          SeqIds.of(samples.stream().map(each -> ((Encoded.Ids) each).ids()).toArray(int[][]::new));
      return new Sequences.Ids(ids, ids.lengths().samples(numbers));
    }

    @Override
    public Map<String, byte[]> files() {
      return Map.of(symbols.fileName(), symbols.file());
    }
  }

  /// Words of texts.
  record OfWords(Lexicon lexicon) implements SampleEncoder {
    @Override
    public Encoded encode(Sample sample) {
      return new Encoded.Words(WordTokens.of(SampleEncoder.text(sample)));
    }

    @Override
    public Sequences batch(List<Encoded> samples, long... numbers) {
      List<List<String>> words =
          samples.stream().map(each -> ((Encoded.Words) each).words()).toList();
      return new Sequences.Words(lexicon.batch(words, numbers));
    }

    @Override
    public Map<String, byte[]> files() {
      return lexicon.files();
    }
  }

  /// Numbers, brought to mean 0 and deviation 1 in each column.
  ///
  /// @param mean `[F]`, copied
  /// @param deviation `[F]`, positive, copied
  record OfValues(float[] mean, float[] deviation) implements SampleEncoder {
    private static final String FILE = "scale.json";

    /// A float has seven digits: below, differences are rounding.
    private static final double CONSTANT = 1e-7;

    /// Copies the arrays.
    public OfValues {
      mean = mean.clone();
      deviation = deviation.clone();
    }

    @Override
    public float[] mean() {
      return mean.clone();
    }

    @Override
    public float[] deviation() {
      return deviation.clone();
    }

    /// The number of columns, F.
    public int columns() {
      return mean.length;
    }

    /// Of all steps of training.
    public static OfValues of(List<? extends Sample> samples) {
      int features = series(samples.getFirst()).shape().columns();
      double[] sum = new double[features];
      long steps = 0;
      for (Sample sample : samples) {
        float[] x = series(sample).data();
        for (int i = 0; i < x.length; i++) {
          sum[i % features] += x[i];
        }
        steps += x.length / features;
      }
      float[] mean = new float[features];
      float[] deviation = new float[features];
      for (int f = 0; f < features; f++) {
        mean[f] = (float) (sum[f] / steps);
        deviation[f] = deviation(samples, f, sum[f] / steps, steps);
      }
      return new OfValues(mean, deviation);
    }

    /// 1 for a column that is constant but for rounding.
    private static float deviation(List<? extends Sample> samples, int f, double mean, long steps) {
      double squares = 0;
      double largest = 0;
      for (Sample sample : samples) {
        Tensor x = series(sample);
        for (int i = f; i < x.data().length; i += x.shape().columns()) {
          squares += (x.data()[i] - mean) * (x.data()[i] - mean);
          largest = Math.max(largest, Math.abs(x.data()[i]));
        }
      }
      float found = (float) StrictMath.sqrt(squares / steps);
      return found > CONSTANT * largest && found > Float.MIN_NORMAL ? found : 1;
    }

    @Override
    public Encoded encode(Sample sample) {
      Tensor x = series(sample);
      int features = mean.length;
      if (x.shape().columns() != features) {
        throw new IllegalArgumentException(
            "a sample has %d features, the model takes %d"
                .formatted(x.shape().columns(), features));
      }
      Tensor normalised = x.copy();
      float[] values = normalised.data();
      for (int i = 0; i < values.length; i++) {
        float value = (values[i] - mean[i % features]) / deviation[i % features];
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "step %d, column %d: %s is too far from what training saw, %s ± %s"
                  .formatted(
                      i / features + 1,
                      i % features + 1,
                      values[i],
                      mean[i % features],
                      deviation[i % features]));
        }
        values[i] = value;
      }
      return new Encoded.Values(normalised);
    }

    @Override
    public Sequences batch(List<Encoded> samples, long... numbers) {
      return Encoded.Values.pack(samples, mean.length, numbers);
    }

    @Override
    public Map<String, byte[]> files() {
      JsonObject scale =
          JsonObject.builder()
              .put("mean", JsonArray.ofFloats(mean))
              .put("deviation", JsonArray.ofFloats(deviation))
              .build();
      return Map.of(FILE, JsonWriter.compact(scale).getBytes(StandardCharsets.UTF_8));
    }

    private static OfValues read(byte[] bytes, String source) {
      JsonView scale = JsonView.read(source, bytes, ModelException::new);
      scale.allowOnly("mean", "deviation");
      float[] mean = floats(scale.member("mean"));
      float[] deviation = floats(scale.member("deviation"));
      if (mean.length != deviation.length) {
        throw scale.member("deviation").expected("as many numbers as \"mean\" has");
      }
      for (int f = 0; f < deviation.length; f++) {
        if (!(deviation[f] > 0 && Float.isFinite(deviation[f]))) {
          throw scale.member("deviation").elements().get(f).expected("a positive number");
        }
        if (!Float.isFinite(mean[f])) {
          throw scale.member("mean").elements().get(f).expected("a number that a float can hold");
        }
      }
      return new OfValues(mean, deviation);
    }

    private static float[] floats(JsonView list) {
      float[] values = new float[list.elements().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) list.elements().get(i).number();
      }
      return values;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OfValues that
          && Arrays.equals(that.mean, mean)
          && Arrays.equals(that.deviation, deviation);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(mean);
    }

    @Override
    public String toString() {
      return "OfValues[" + mean.length + " columns]";
    }
  }

  /// From the files of a model's directory.
  ///
  /// @throws ModelException if they are missing or damaged
  static SampleEncoder read(Map<String, byte[]> files, Path directory) {
    byte[] scale = files.get(OfValues.FILE);
    if (scale != null) {
      return OfValues.read(scale, directory.resolve(OfValues.FILE).toString());
    }
    byte[] sound = files.get(AudioInput.FILE);
    if (sound != null) {
      return new SoundEncoder(AudioJson.read(sound, directory.resolve(AudioInput.FILE).toString()));
    }
    return files.containsKey(Symbols.WORDS)
        ? new OfWords(Lexicon.read(files, directory))
        : new OfSymbols(Symbols.read(files, directory));
  }

  private static String text(Sample sample) {
    if (sample instanceof Sample.Text(String text)) {
      return text;
    }
    throw new IllegalArgumentException("the model takes texts, not numbers or sounds");
  }

  private static Tensor series(Sample sample) {
    if (sample instanceof Sample.Series(Tensor x)) {
      return x;
    }
    throw new IllegalArgumentException("the model takes numbers, not texts or sounds");
  }
}
