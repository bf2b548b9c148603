package dev.sluice.cli.stream;

import dev.sluice.cli.Main;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.tasks.forecast.ForecastModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where sequences come from: JSON lines for a bare stack, a CSV file for a forecaster.
final class SequenceInput {
  private static final String STANDARD_INPUT = "-";

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "F",
      required = true,
      description =
          "For a forecaster a CSV file with the model's columns; else JSON lines, {\"key\":\"a\",\"x\":[[0.5,1],…]}, or - for standard input.")
  private String input = STANDARD_INPUT;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "The CSV file's column of times.")
  private @Nullable String time;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "The CSV file's column that tells series apart.")
  private @Nullable String group;

  /// Reads one sequence after the other.
  ///
  /// @throws IllegalArgumentException if one cannot be read
  /// @throws IOException if the file cannot be read
  void forEach(AnyModel model, Consumer<Sequence> action) throws IOException {
    switch (model) {
      case AnyModel.Forecast(ForecastModel forecast) -> csv(forecast, action);
      case AnyModel.Stack(RecurrentModel stack) -> jsonLines(stack, action);
    }
  }

  private void csv(ForecastModel model, Consumer<Sequence> action) {
    if (time == null) {
      throw wrong("a forecaster reads a CSV file; name its column of times with --time");
    }
    int groups = model.spec().encoder().groups().size();
    if (group == null && groups > 1) {
      throw wrong(
          "this model has groups, %s; name the column that tells them apart with --group"
              .formatted(model.spec().encoder().groups()));
    }
    if (input.equals(STANDARD_INPUT)) {
      throw wrong("a CSV file is read by its name, not from standard input");
    }
    CsvSequences.read(model, Path.of(input), time, group).forEach(action);
  }

  private void jsonLines(RecurrentModel model, Consumer<Sequence> action) throws IOException {
    if (time != null || group != null) {
      throw wrong("--time and --group are for forecasters; this model reads JSON lines");
    }
    if (input.equals(STANDARD_INPUT)) {
      JsonSequences.forEach(model, Main.input(spec.commandLine()), "standard input", action);
      return;
    }
    try (InputStream in = Files.newInputStream(Path.of(input))) {
      JsonSequences.forEach(model, in, input, action);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
