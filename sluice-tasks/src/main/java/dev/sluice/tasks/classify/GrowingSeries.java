package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.text.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A series that is being read, step by step, until its end or until something is wrong with it.
final class GrowingSeries {
  private final String key;
  private final FileLine first;
  private final List<float[]> steps = new ArrayList<>();
  private @Nullable String label;
  private @Nullable String broken;

  /// @param first its first line
  GrowingSeries(String key, FileLine first) {
    this.key = key;
    this.first = first;
  }

  /// Takes the class that a row says.
  ///
  /// @throws TextException if another row said another
  void label(FileLine where, String column, String own) {
    if (label == null) {
      label = own;
    }
    if (!label.equals(own)) {
      throw where.fails(
          "column %s: the class \"%s\" in a series whose first row says \"%s\"; a series has one class"
              .formatted(column, own, label));
    }
  }

  /// @param values `[F]`, kept
  void step(float... values) {
    steps.add(values);
  }

  /// What was read of it is of no use.
  void breaks(TextException why) {
    broken = why.getMessage();
    steps.clear();
  }

  boolean isBroken() {
    return broken != null;
  }

  FileSeries finish() {
    if (broken != null) {
      return new FileSeries.Broken(key, broken);
    }
    int width = steps.getFirst().length;
    Tensor x = Tensor.zeros(steps.size(), width);
    for (int t = 0; t < steps.size(); t++) {
      System.arraycopy(steps.get(t), 0, x.data(), t * width, width);
    }
    return new FileSeries.Read(
        key, first.toString(), new Sample.Series(x), Optional.ofNullable(label));
  }

  /// All of a file with their classes.
  ///
  /// @throws TextException saying what is wrong with the first one that is broken
  static List<Sample.Labelled> labelled(List<FileSeries> all) {
    List<Sample.Labelled> samples = new ArrayList<>();
    for (FileSeries each : all) {
      switch (each) {
        case FileSeries.Read read ->
            samples.add(new Sample.Labelled(read.series(), read.label().orElseThrow()));
        case FileSeries.Broken(String name, String why) -> throw new TextException(why);
      }
    }
    return samples;
  }
}
