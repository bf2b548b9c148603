package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.classify.FileSeries.Classes;
import dev.sluice.tasks.series.NumberCell;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads series in the format of the time series classification archive (`.ts`; Bagnall et al.
/// 2018, arXiv 1811.00075): behind `@data` a sample in each line, its columns apart by colons,
/// values by commas, its class last. Where the head says `@classLabel false` there are no classes.
public final class TsFile {
  private final String source;
  private final Classes wanted;
  private boolean hasClasses = true;

  private TsFile(String source, Classes wanted) {
    this.source = source;
    this.wanted = wanted;
  }

  /// All samples of a file.
  ///
  /// @throws TextException if it cannot be read, has time stamps, no classes or missing values, or
  ///   a line does not fit the others: with file, line and column
  public static List<Sample.Labelled> read(Path file) {
    return GrowingSeries.labelled(
        series(file.toString(), TextFile.read(file, StandardCharsets.UTF_8), Classes.NEEDED));
  }

  /// The samples of a file one by one.
  ///
  /// @param source what the file is called in messages
  /// @param text of the file
  /// @throws TextException if it has no sample, has time stamps, or no classes where they are
  ///   needed: with source and line
  public static List<FileSeries> series(String source, String text, Classes classes) {
    return new TsFile(source, classes).read(text);
  }

  private List<FileSeries> read(String content) {
    List<FileSeries> all = new ArrayList<>();
    boolean data = false;
    int number = 0;
    int columns = -1;
    for (String line : content.lines().toList()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      FileLine where = new FileLine(source, number);
      if (!data) {
        data = text.equalsIgnoreCase("@data");
        head(where, text);
        continue;
      }
      String key = String.valueOf(all.size() + 1);
      try {
        FileSeries.Read sample = sample(key, where, text.split(":", -1));
        int own = sample.series().x().shape().columns();
        if (columns >= 0 && own != columns) {
          throw where.fails("%d columns, the lines before have %d".formatted(own, columns));
        }
        columns = own;
        all.add(sample);
      } catch (TextException e) {
        all.add(new FileSeries.Broken(key, String.valueOf(e.getMessage())));
      }
    }
    if (all.isEmpty()) {
      throw new TextException(source + " has no sample behind @data; is it a .ts file?");
    }
    return all;
  }

  private void head(FileLine where, String text) {
    String[] words = text.toLowerCase(Locale.ROOT).split("\\s+");
    if (words.length < 2) {
      return;
    }
    if (words[0].equals("@timestamps") && words[1].equals("true")) {
      throw where.fails(
          "time stamps are not read here; leave them out (steps count as equally far)");
    }
    if (words[0].equals("@classlabel") && words[1].equals("false")) {
      if (wanted == Classes.NEEDED) {
        throw where.fails(
            "the samples have no classes; write each one's behind a last colon, and @classLabel true");
      }
      hasClasses = false;
    }
  }

  private FileSeries.Read sample(String key, FileLine where, String... parts) {
    int columns = hasClasses ? parts.length - 1 : parts.length;
    String label = hasClasses ? parts[columns].strip() : "";
    if (columns < 1) {
      throw where.fails(
          wanted == Classes.NEEDED
              ? "there is no class behind the last colon"
              : "there is no colon before a class; write one, or @classLabel false above @data");
    }
    if (label.isEmpty() && wanted == Classes.NEEDED) {
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
    return new FileSeries.Read(
        key,
        where.toString(),
        new Sample.Series(Tensor.of(Shape.of(steps, columns), x)),
        wanted == Classes.NEEDED ? Optional.of(label) : Optional.empty());
  }

  private static float value(FileLine where, int column, int step, String text) {
    return switch (NumberCell.of(text)) {
      case NumberCell.Value value when Float.isFinite(value.asFloat()) -> value.asFloat();
      case NumberCell.Refused refused ->
          throw where.fails(
              "column %d, value %d: \"%s\" %s"
                  .formatted(column, step, text, refused.sentence("fill missing values first")));
      default ->
          throw where.fails(
              "column %d, value %d: \"%s\" is not finite; fill missing values first"
                  .formatted(column, step, text));
    };
  }
}
