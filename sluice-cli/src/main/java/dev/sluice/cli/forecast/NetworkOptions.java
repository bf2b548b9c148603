package dev.sluice.cli.forecast;

import dev.sluice.cli.options.CellOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.forecast.Architecture;
import dev.sluice.tasks.forecast.ForecastSpec;
import dev.sluice.tasks.forecast.Output;
import dev.sluice.tasks.series.FeatureEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network.
final class NetworkOptions {
  /// A default segment is no longer: two days of hours.
  private static final int LONGEST_SEGMENT = 48;

  @Option(
      names = "--network",
      paramLabel = "plain|segments",
      description =
          "Plain: the cell over steps. Segments: over segments of steps, each target by itself (SegRNN, Lin et al. 2023), for long contexts. Default: plain.")
  private Kind kind = Kind.PLAIN;

  @Option(
      names = "--segment",
      paramLabel = "STEPS",
      converter = Numbers.Steps.class,
      description =
          "Steps of a segment; --context is a multiple of it. Default: the largest that fits, 48 at most.")
  private @Nullable Integer segment;

  @Option(
      names = "--point",
      paramLabel = "mean|median",
      arity = "0..1",
      fallbackValue = "mean",
      description =
          "Learn one number instead of three quantiles: the mean (squared errors) or the median (absolute errors). Intervals come from the errors on validation. --point alone is the mean.")
  private @Nullable Point point;

  @Mixin private CellOptions cell = new CellOptions();

  @Option(
      names = "--hidden",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Units of a layer. Default: ${DEFAULT-VALUE}.")
  private int hidden = 32;

  @Option(
      names = "--layers",
      paramLabel = "N",
      converter = Numbers.Layers.class,
      description = "Layers on top of each other. Default: ${DEFAULT-VALUE}.")
  private int layers = 1;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description = "Dropout on the last state and between layers. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.2;

  @Option(
      names = "--streaming",
      paramLabel = "sliding|carried",
      description =
          "What a stream's answer depends on: the last --context steps, or all since it began. Training is on windows either way. Default: sliding.")
  private StreamingMode streaming = StreamingMode.SLIDING;

  /// What `--network` names.
  enum Kind {
    PLAIN,
    SEGMENTS
  }

  /// What `--point` names.
  enum Point {
    MEAN,
    MEDIAN
  }

  /// What options alone cannot exclude.
  void check(CommandLine command) {
    cell.check(command);
    if (segment != null && kind == Kind.PLAIN) {
      throw new CommandLine.ParameterException(command, "--segment is for --network segments");
    }
    if (streaming == StreamingMode.CARRIED && kind == Kind.SEGMENTS) {
      throw new CommandLine.ParameterException(
          command, "--network segments answers whole windows; leave out --streaming carried");
    }
  }

  /// The forecaster's spec.
  ForecastSpec spec(FeatureEncoder encoder) {
    ForecastSpec spec =
        switch (kind) {
          case PLAIN -> ForecastSpec.of(encoder, cell(encoder.inputSize())).streaming(streaming);
          case SEGMENTS -> segments(encoder);
        };
    return spec.output(output()).dropout(dropout);
  }

  private ForecastSpec segments(FeatureEncoder encoder) {
    boolean coded = encoder.window().targets().size() > 1 && hidden % 2 == 0;
    Architecture.Place place =
        coded ? Architecture.Place.POSITION_AND_TARGET : Architecture.Place.POSITION;
    int length = segment == null ? longest(encoder.window().context()) : segment;
    return new ForecastSpec(
        encoder,
        cell(hidden),
        new Architecture.Segments(length, place, 0),
        output(),
        (float) dropout,
        streaming);
  }

  /// The longest segment of which a context is a whole number.
  private static int longest(int context) {
    int length = Math.min(LONGEST_SEGMENT, context);
    while (context % length != 0) {
      length--;
    }
    return length;
  }

  private Output output() {
    if (point == null) {
      return Output.QUANTILES;
    }
    return point == Point.MEAN ? Output.MEAN : Output.MEDIAN;
  }

  private RecurrentSpec<?> cell(int inputs) {
    return cell.stack(inputs, hidden, layers, dropout);
  }
}
