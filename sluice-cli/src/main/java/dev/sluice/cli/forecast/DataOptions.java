package dev.sluice.cli.forecast;

import dev.sluice.tasks.series.MissingPolicy;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The file to train on, and what its columns are.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "F.csv",
      required = true,
      description = "Rows by rising time, commas between fields, a header line.")
  private Path file;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      required = true,
      description = "The column of dates or times: 2015-12-31, 2015-12-31T06:00.")
  private String time;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      required = true,
      split = ",",
      description = "The columns to forecast.")
  private List<String> targets;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "The column that tells series apart, such as a city or a shop.")
  private @Nullable String group;

  @Option(
      names = "--input",
      paramLabel = "COLUMN",
      split = ",",
      description = "The columns whose past is seen. Default: the targets.")
  private List<String> inputs = List.of();

  @Option(
      names = "--known",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Columns whose future is known, such as a holiday or a weather forecast; predict wants their next values too.")
  private List<String> known = List.of();

  @Option(
      names = "--missing",
      paramLabel = "fail|skip|impute",
      description =
          "Where rows or values are missing: refuse, leave out the windows that touch them, or repeat the last value.")
  private @Nullable MissingPolicy missing;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      converter = StepConverter.class,
      description =
          "From each row to the next: 15min, 1h, 1d, 1mo. Default: the commonest of the file.")
  private @Nullable TimeStep step;

  /// Reads `15min`.
  static final class StepConverter implements ITypeConverter<TimeStep> {
    @Override
    public TimeStep convert(String text) {
      try {
        return TimeStep.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /// Targets, inputs and known columns of a window of these lengths.
  Window window(int context, int horizon) {
    List<String> seen = inputs.isEmpty() ? targets : inputs;
    return Window.of(context, horizon)
        .target(targets.toArray(String[]::new))
        .inputs(seen.toArray(String[]::new))
        .known(known.toArray(String[]::new));
  }

  /// The file.
  Series read() {
    return CsvInput.read(file, CsvInput.columns(time, group, window(1, 1), step), missing);
  }

  /// How the file was read and split, for the model's directory.
  Source source(WindowOptions windows) {
    return new Source(time, group, missing, windows.split().toString(), windows.season());
  }

  /// The file's name without folder.
  String fileName() {
    return String.valueOf(file.getFileName());
  }

  /// The name without its ending: what a model of it is called.
  String baseName() {
    String name = fileName();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
