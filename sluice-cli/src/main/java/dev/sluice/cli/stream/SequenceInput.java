package dev.sluice.cli.stream;

import dev.sluice.cli.forecast.SourceOptions;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.tasks.forecast.ForecastModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where sequences come from: for a forecaster rows, CSV or JSON lines, as `predict` reads them;
/// for a bare stack a sequence in each line of JSON.
final class SequenceInput {
  private static final String STANDARD_INPUT = "-";

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "F",
      required = true,
      description =
          "For a forecaster CSV or JSON lines with the columns of training, else JSON lines such as {\"key\":\"a\",\"x\":[[0.5,1],...]}; - is standard input.")
  private String input = STANDARD_INPUT;

  @Mixin private SourceOptions reading = new SourceOptions();

  /// Reads one sequence after the other.
  ///
  /// @throws IllegalArgumentException if one cannot be read
  /// @throws IOException if the file cannot be read
  void forEach(AnyModel model, Consumer<Sequence> action) throws IOException {
    switch (model) {
      case AnyModel.Forecast(ForecastModel forecast) ->
          SeriesSequences.of(
                  forecast, reading.read(forecast, input, Terminal.input(spec.commandLine())))
              .forEach(action);
      case AnyModel.Stack(RecurrentModel stack) -> jsonLines(stack, action);
    }
  }

  private void jsonLines(RecurrentModel model, Consumer<Sequence> action) throws IOException {
    if (reading.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--time, --group and --missing are for forecasters; this model reads sequences");
    }
    if (input.equals(STANDARD_INPUT)) {
      JsonSequences.forEach(model, Terminal.input(spec.commandLine()), "standard input", action);
      return;
    }
    try (InputStream in = Files.newInputStream(Path.of(input))) {
      JsonSequences.forEach(model, in, input, action);
    }
  }
}
