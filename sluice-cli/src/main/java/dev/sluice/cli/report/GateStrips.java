package dev.sluice.cli.report;

import dev.sluice.core.nn.GruTrace;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The gates of a model's last layer over one window, thinned out where there are very many.
final class GateStrips {
  private static final int MOST_STEPS = 336;
  private static final int MOST_UNITS = 96;
  private static final int MOST_INPUTS = 6;

  private GateStrips() {}

  /// Empty if the model has no GRU, or one that does not read its window step by step.
  static Optional<GateStrip> of(ForecastModel model, Windows windows, int i) {
    return model
        .trace(windows, i)
        .filter(trace -> trace.update().lengths().rows() == windows.window().context())
        .map(trace -> strip(trace, windows, i));
  }

  private static GateStrip strip(GruTrace trace, Windows windows, int i) {
    float[][] z = trace.update().sequence(0);
    float[][] r = trace.reset().sequence(0);
    int skip = Math.max(0, z.length - MOST_STEPS);
    int units = z[0].length;
    int every = Math.ceilDiv(units, MOST_UNITS);
    List<GateStrip.Unit> kept = new ArrayList<>();
    for (int u = 0; u < units; u += every) {
      kept.add(new GateStrip.Unit(u + 1, column(z, skip, u), column(r, skip, u)));
    }
    Group group = windows.series().groups().get(windows.group(i));
    int first = windows.originIndex(i) + 1 - z.length + skip;
    int end = windows.originIndex(i) + 1;
    List<String> names = windows.window().inputs();
    List<String> shown = names.subList(0, Math.min(names.size(), MOST_INPUTS));
    List<String> left = new ArrayList<>();
    if (skip > 0) {
      left.add("the last %d of %d steps".formatted(MOST_STEPS, z.length));
    }
    if (every > 1) {
      left.add("%d of %d units".formatted(kept.size(), units));
    }
    if (shown.size() < names.size()) {
      left.add("%d of %d inputs".formatted(shown.size(), names.size()));
    }
    return new GateStrip(
        "%s, issued %s".formatted(group.name(), windows.series().step().text(windows.origin(i))),
        left.isEmpty() ? "" : "Shown are " + String.join(", ", left) + ".",
        IntStream.range(first, end)
            .mapToObj(t -> windows.series().step().text(group.axis().at(t)))
            .toList(),
        shown.stream()
            .map(name -> input(group, name, windows.series().column(name), first, end))
            .toList(),
        kept);
  }

  private static List<Double> column(float[][] gate, int from, int unit) {
    return IntStream.range(from, gate.length).mapToObj(t -> (double) gate[t][unit]).toList();
  }

  private static GateStrip.Input input(Group group, String name, int column, int first, int end) {
    return new GateStrip.Input(
        name, IntStream.range(first, end).mapToObj(t -> group.value(column, t)).toList());
  }
}
