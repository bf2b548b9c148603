package dev.sluice.cli.stream;

import dev.sluice.cli.forecast.SourceOptions;
import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.terminal.Advance;
import dev.sluice.cli.terminal.LineReader;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.forecast.ForecastModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where sequences come from: for a forecaster rows, CSV or JSON lines, as `predict` reads them;
/// for a model of texts a text in each line, for one of recordings their paths, else a sequence in
/// each line of JSON.
final class SequenceInput {
  private static final String STANDARD_INPUT = "-";

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "F",
      required = true,
      description =
          "For a forecaster CSV or JSON lines with the columns of training, for a model of texts a text in each line, for one of recordings their paths, else JSON lines such as {\"key\":\"a\",\"x\":[[0.5,1],...]}; - is standard input.")
  private String input = STANDARD_INPUT;

  @Mixin private SourceOptions reading = new SourceOptions();
  @Mixin private CharsetOption encoding = new CharsetOption();

  /// Reads one sequence after the other.
  ///
  /// @param advance told how far it is
  /// @throws IllegalArgumentException if one cannot be read that the taker does not refuse
  /// @throws IOException if the file cannot be read
  void forEach(AnyModel model, SequenceTaker taker, Advance advance) throws IOException {
    forEach(model, input, taker, advance);
  }

  /// Reads another file of the same form.
  ///
  /// @param file a path, or - for standard input
  /// @param advance told how far it is
  /// @throws IllegalArgumentException if one cannot be read that the taker does not refuse
  /// @throws IOException if the file cannot be read
  void forEach(AnyModel model, String file, SequenceTaker taker, Advance advance)
      throws IOException {
    if (model instanceof AnyModel.Forecast(ForecastModel forecast)) {
      List<Sequence> all =
          SeriesSequences.of(
              forecast, reading.read(forecast, file, Terminal.input(spec.commandLine())));
      for (int i = 0; i < all.size(); i++) {
        taker.take().accept(all.get(i));
        advance.at(i + 1, OptionalDouble.of((i + 1.0) / all.size()));
      }
      return;
    }
    if (reading.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--time, --group and --missing are for forecasters; this model reads sequences");
    }
    if (file.equals(STANDARD_INPUT)) {
      lines(
          model,
          Terminal.input(spec.commandLine()),
          "standard input",
          counted(taker, advance, OptionalLong.empty()));
      return;
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      OptionalLong size = OptionalLong.of(Files.size(Path.of(file)));
      lines(model, in, file, counted(taker, advance, size));
    }
  }

  private static SequenceAction counted(SequenceTaker taker, Advance advance, OptionalLong size) {
    AtomicLong count = new AtomicLong();
    return new SequenceAction() {
      @Override
      public void accept(Sequence sequence, LineReader at) {
        taker.take().accept(sequence);
        advance.at(count.incrementAndGet(), at.share(size));
      }

      @Override
      public void refuse(String key, IllegalArgumentException why, LineReader at) {
        taker.refuse().take(key, why);
        advance.at(count.incrementAndGet(), at.share(size));
      }
    };
  }

  private void lines(AnyModel model, InputStream in, String name, SequenceAction action)
      throws IOException {
    switch (model) {
      case AnyModel.Forecast forecast -> throw new IllegalStateException("reads rows");
      case AnyModel.Stack(RecurrentModel stack) ->
          JsonSequences.forEach(
              stack.spec().inputSize(),
              x -> Seq.packed(x, Lengths.of(x.shape().dim(0))),
              in,
              name,
              action);
      case AnyModel.Numbers(Recurrent stack, int columns, Function<Tensor, Seq> reader) ->
          JsonSequences.forEach(columns, reader, in, name, action);
      case AnyModel.Lines lines ->
          TextSequences.forEach(lines.reader(), in, name, encoding.charset(), action);
    }
  }

  /// Whether this is where `file` is as well, and only one can read it.
  boolean isTakenFrom(String file) {
    return input.equals(STANDARD_INPUT) && file.equals(STANDARD_INPUT);
  }
}
