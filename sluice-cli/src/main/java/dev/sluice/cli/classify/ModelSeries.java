package dev.sluice.cli.classify;

import dev.sluice.tasks.classify.FileSeries;
import dev.sluice.tasks.classify.FileSeries.Classes;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.classify.TsFile;
import dev.sluice.tasks.text.TextException;
import java.util.List;

/// The series of a file, `.ts` or CSV, as a model takes them: those that it cannot take are broken.
///
/// @param encoder of the model
/// @param source how its files are read
public record ModelSeries(SampleEncoder.OfValues encoder, SampleSource source) {
  /// All series of a file.
  ///
  /// @param name of the file
  /// @param text of the file
  /// @throws TextException if it is no file of series, or its columns are not the model's
  public List<FileSeries> read(String name, String text, Classes classes) {
    List<FileSeries> all =
        switch (source.kind(name)) {
          case TS -> TsFile.series(name, text, classes);
          case CSV -> table(name, text, classes);
          default ->
              throw new TextException(
                  name
                      + " is no file of series; give .ts or CSV, or name what it is with --format csv or --format ts");
        };
    return all.stream().map(this::taken).toList();
  }

  private List<FileSeries> table(String name, String text, Classes classes) {
    String column = source.series();
    if (column == null) {
      throw new TextException(
          name
              + " is a table, and the model does not say which column tells series apart; name it with --series");
    }
    List<FileSeries> all = source.table(column).series(name, text, classes);
    for (FileSeries each : all) {
      if (each instanceof FileSeries.Read read) {
        requireColumns(name, read.series().x().shape().columns());
        break; // all rows have the same columns
      }
    }
    return all;
  }

  private void requireColumns(String name, int columns) {
    if (columns != encoder.columns()) {
      throw new TextException(
          "%s has %d columns of numbers, the model takes %d; name them with --values"
              .formatted(name, columns, encoder.columns()));
    }
  }

  private FileSeries taken(FileSeries series) {
    if (series instanceof FileSeries.Read read) {
      try {
        encoder.encode(read.series());
      } catch (IllegalArgumentException e) {
        return new FileSeries.Broken(
            read.key(), read.place() + ": " + e.getMessage() + "; correct it, or leave it out");
      }
    }
    return series;
  }
}
