package dev.sluice.cli.report;

import dev.sluice.core.nn.GruTrace;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The gates of a model's last layer over one window, thinned out where there are very many.
final class GateStrips {
  private static final int MOST_STEPS = 336;
  private static final int MOST_UNITS = 96;
  private static final int MOST_INPUTS = 4;

  private GateStrips() {}

  /// Empty if the model has no GRU, or one that does not read its window step by step.
  ///
  /// @param i the window, a number in those of `forecasts`
  static Optional<GateStrip> of(ForecastModel model, Forecasts forecasts, int i) {
    return model
        .trace(forecasts.windows(), i)
        .filter(trace -> trace.update().lengths().rows() == forecasts.windows().window().context())
        .map(trace -> strip(trace, forecasts, i));
  }

  private static GateStrip strip(GruTrace trace, Forecasts forecasts, int i) {
    Windows windows = forecasts.windows();
    float[][] z = trace.update().sequence(0);
    float[][] r = trace.reset().sequence(0);
    int skip = Math.max(0, z.length - MOST_STEPS);
    int every = Math.ceilDiv(z[0].length, MOST_UNITS);
    List<GateStrip.Unit> units = new ArrayList<>();
    for (int u = 0; u < z[0].length; u += every) {
      units.add(new GateStrip.Unit(u + 1, column(z, skip, u), column(r, skip, u)));
    }
    // The target first: sorting keeps the order of the others.
    List<String> names =
        windows.window().inputs().stream()
            .sorted(Comparator.comparingInt(name -> name.equals(forecasts.target()) ? 0 : 1))
            .toList();
    List<String> shown = names.subList(0, Math.min(names.size(), MOST_INPUTS));
    int end = windows.originIndex(i) + 1;
    int first = end - z.length + skip;
    String group = Moments.group(windows, i);
    return new GateStrip(
        (group.isEmpty() ? "" : group + ", ")
            + "issued "
            + Moments.text(windows, windows.origin(i)),
        left(
            skip > 0 ? "the last %d of %d steps".formatted(MOST_STEPS, z.length) : "",
            every > 1 ? "%d of %d units".formatted(units.size(), z[0].length) : "",
            shown.size() < names.size()
                ? "%d of %d inputs".formatted(shown.size(), names.size())
                : ""),
        Moments.texts(windows, i, first, end),
        shown.stream()
            .map(name -> new GateStrip.Input(name, Moments.values(windows, i, name, first, end)))
            .toList(),
        units);
  }

  private static String left(String... parts) {
    List<String> said = Stream.of(parts).filter(part -> !part.isEmpty()).toList();
    return said.isEmpty() ? "" : "Shown are " + String.join(", ", said) + ".";
  }

  private static List<Double> column(float[][] gate, int from, int unit) {
    return IntStream.range(from, gate.length).mapToObj(t -> (double) gate[t][unit]).toList();
  }
}
