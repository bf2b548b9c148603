package dev.sluice.cli.stream;

import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.stream.State;
import dev.sluice.tasks.forecast.ForecastModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// Answers events with a model, one state for each key.
@Command(
    name = "stream",
    description =
        "Answers events as they come: JSON lines in and out, one answer for each, a state for each \"key\".",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Events and answers of a forecaster, and of a bare recurrent stack:",
      "  {\"key\":\"a\",\"time\":\"2015-12-31\",\"temp_max\":5.6,\"group\":\"Seattle\"}",
      "  {\"key\":\"a\",\"time\":\"2015-12-31\",\"forecast\":[{\"time\":\"2016-01-01\",",
      "   \"point\":6.1,\"lower\":3.2,\"upper\":9.0},...],\"unusual\":[\"temp_max\"]}",
      "  {\"key\":\"a\",\"x\":[0.5,-1.25]}",
      "  {\"key\":\"a\",\"h\":[0.11,-0.52,...]}",
      "Several targets are named. unusual names the columns outside the range of training, if",
      "there are any. Columns known in advance: \"known\":{\"holiday\":[0,1,...]}, a value for each",
      "step ahead. Without a group it is the only one, or the one called like the key.",
      "",
      "A broken line is answered in its place, {\"line\":17,\"column\":5,\"error\":\"...\"}, where",
      "the column counts bytes, and the rest goes on. Blank lines are passed over.",
      "",
      "Examples:",
      "  sluice stream weather.sluice < events.jsonl > answers.jsonl",
      "  tail -f events.jsonl | sluice stream weather.sluice --when-full refuse"
    })
public final class StreamCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The directory of a model.")
  private Path model = Path.of("");

  @Option(
      names = "--max-keys",
      paramLabel = "N",
      converter = Keys.class,
      description = "Keys whose state is kept at a time. Default: ${DEFAULT-VALUE}.")
  private int maxKeys = 100_000;

  @Option(
      names = "--when-full",
      paramLabel = "evict|refuse",
      description =
          "What happens to a new key then: the least recently used one is dropped for it, or its events are refused. Default: evict.")
  private WhenFull whenFull = WhenFull.EVICT;

  @Option(names = "--strict", description = "Stop at the first broken line, with exit code 1.")
  private boolean strict;

  @Option(
      names = "--key-limit",
      paramLabel = "BYTES",
      converter = KeyBytes.class,
      description = "The longest key, in UTF-8. Default: ${DEFAULT-VALUE}.")
  private int keyLimit = 256;

  @Option(
      names = "--precision",
      paramLabel = "float32|bf16",
      converter = PrecisionName.class,
      description =
          "How recurrent weights are kept: bf16 takes half the memory and, of a large network, up to half the time; answers change by up to a hundredth of their range. Default: float32.")
  private Precision precision = Precision.FLOAT32;

  /// As other tools call it.
  static final class PrecisionName implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String value) {
      return switch (value) {
        case "float32" -> Precision.FLOAT32;
        case "bf16" -> Precision.BFLOAT16;
        default -> throw new TypeConversionException("use float32 or bf16, not " + value);
      };
    }
  }

  /// How many keys: a hash table of 2³⁰ is the largest there is.
  static final class Keys extends WholeNumber.Bounded {
    Keys() {
      super(1, 1 << 30);
    }
  }

  /// How long a key is.
  static final class KeyBytes extends WholeNumber.Bounded {
    KeyBytes() {
      super(1, 1 << 16);
    }
  }

  private ModelException noEvents() {
    return new ModelException(
        model
            + " is for whole sequences; only forecasters and bare stacks take events, predict answers lines");
  }

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine());
    Events events =
        switch (AnyModel.load(model)) {
          case AnyModel.Forecast(ForecastModel forecast) ->
              new ForecastEvents(forecast, precision, keyLimit);
          case AnyModel.Stack(RecurrentModel stack) ->
              new RecurrentEvents(stack, precision, keyLimit);
          case AnyModel.Numbers numbers -> throw noEvents();
          case AnyModel.Lines lines -> throw noEvents();
        };
    State zero = events.zeroState();
    warnOfMemory(terminal, zero);
    new EventStream(
            terminal,
            events,
            new KeyStates(maxKeys, whenFull, zero),
            strict ? EventStream.WhenBroken.STOP : EventStream.WhenBroken.ANSWER,
            new EventStream.Source(
                Terminal.input(spec.commandLine()), events.longestLine() + 6 * keyLimit))
        .run();
    return 0;
  }

  /// Long before memory ends, if it can.
  private void warnOfMemory(Terminal terminal, State zero) {
    long each = 4L * zero.width() + KEY_OVERHEAD + keyLimit / 4;
    long needed = each * maxKeys >> 20;
    long given = Runtime.getRuntime().maxMemory() >> 20;
    if (needed > given * 3 / 4) {
      terminal.say(
          "sluice: %d keys of %d bytes may take %d MiB, and Java has %d; see that there are fewer (--max-keys), or give more, as in SLUICE_OPTS=-Xmx%dm"
              .formatted(maxKeys, each, needed, given, needed * 2));
    }
  }

  /// Of a state and its place in the table.
  private static final int KEY_OVERHEAD = 200;
}
