package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads labelled series in the format of the time series classification archive (`.ts`; Bagnall et
/// al. 2018, arXiv 1811.00075): behind `@data` a sample in each line, its columns apart by colons,
/// values by commas, its class last.
public final class TsFile {
  private TsFile() {}

  /// All samples of a file.
  ///
  /// @throws TextException if it cannot be read, has time stamps or missing values, or a line does
  ///   not fit the others: with file, line and column
  public static List<Sample.Labelled> read(Path file) {
    List<Sample.Labelled> samples = new ArrayList<>();
    boolean data = false;
    int number = 0;
    int columns = -1;
    for (String line : TextFile.read(file, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (!data) {
        data = text.equalsIgnoreCase("@data");
        refuse(file, number, text);
        continue;
      }
      FileLine where = new FileLine(file, number);
      Sample.Labelled sample = sample(where, text.split(":", -1));
      int own = ((Sample.Series) sample.sample()).x().shape().columns();
      if (columns >= 0 && own != columns) {
        throw where.fails("%d columns, the lines before have %d".formatted(own, columns));
      }
      columns = own;
      samples.add(sample);
    }
    if (samples.isEmpty()) {
      throw new TextException(file + " has no sample behind @data; is it a .ts file?");
    }
    return samples;
  }

  private static void refuse(Path file, int number, String text) {
    String[] words = text.toLowerCase(java.util.Locale.ROOT).split("\\s+");
    if (words.length > 1 && words[0].equals("@timestamps") && words[1].equals("true")) {
      throw new FileLine(file, number)
          .fails("time stamps are not read here; leave them out (steps count as equally far)");
    }
  }

  private static Sample.Labelled sample(FileLine where, String[] parts) {
    int columns = parts.length - 1;
    String label = parts[columns].strip();
    if (columns < 1 || label.isEmpty()) {
      throw where.fails("there is no class behind the last colon");
    }
    float[] x = {};
    int steps = 0;
    for (int c = 0; c < columns; c++) {
      String[] values = parts[c].split(",", -1);
      if (c == 0) {
        steps = values.length;
        x = new float[Math.multiplyExact(steps, columns)];
      } else if (values.length != steps) {
        throw where.fails(
            "column %d has %d values, the first %d".formatted(c + 1, values.length, steps));
      }
      for (int t = 0; t < steps; t++) {
        x[t * columns + c] = value(where, c + 1, t + 1, values[t].strip());
      }
    }
    return new Sample.Labelled(new Sample.Series(Tensor.of(Shape.of(steps, columns), x)), label);
  }

  private static float value(FileLine where, int column, int step, String text) {
    try {
      float value = Float.parseFloat(text);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw where.fails(
          "column %d, value %d: \"%s\" is no number; fill missing values first"
              .formatted(column, step, text));
    }
    throw where.fails("column %d, value %d: \"%s\" is not finite".formatted(column, step, text));
  }
}
