package dev.sluice.cli.report;

import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Which of many windows a page shows: the latest, those with the median and the largest error, and
/// as many more at equal distances as keep the page small.
final class WindowChoice {
  /// No page has more windows than these, and the three that are named.
  static final int MOST_WINDOWS = 60;

  /// No page has many more numbers in windows than these.
  private static final int MOST_NUMBERS = 200_000;

  /// Of long contexts the end is shown: so many horizons, at least and at most so many steps.
  private static final int HORIZONS = 3;

  private static final int LEAST_HISTORY = 28;
  private static final int MOST_HISTORY = 336;

  private final List<Forecasts> methods;
  private final Forecasts own;
  private final Windows windows;
  private final double[] errors; // [N]
  private final int latest;

  private WindowChoice(List<Forecasts> methods) {
    this.methods = methods;
    this.own = methods.getLast();
    this.windows = own.windows();
    this.errors = IntStream.range(0, windows.size()).mapToDouble(this::error).toArray();
    this.latest =
        IntStream.range(0, windows.size())
            .boxed()
            .max(Comparator.comparing(windows::origin).thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
  }

  /// @param methods the model's last
  static WindowChoice of(List<Forecasts> methods) {
    return new WindowChoice(methods);
  }

  private double error(int i) {
    double[] truth = windows.truth(i, own.target());
    double sum = 0;
    for (int h = 0; h < truth.length; h++) {
      sum += Math.abs(own.point(i, h + 1) - truth[h]);
    }
    return sum / truth.length;
  }

  /// The latest window; of the first group, if several have one then.
  int latest() {
    return latest;
  }

  WindowPlots plots() {
    List<Integer> byError =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> errors[i]))
            .toList();
    int median = byError.get((byError.size() - 1) / 2);
    int worst = byError.getLast();
    SortedSet<Integer> chosen = new TreeSet<>(List.of(latest, median, worst));
    int numbers = history() + windows.window().horizon() * (3 + methods.size());
    int most = Math.min(MOST_WINDOWS, Math.ceilDiv(MOST_NUMBERS, numbers));
    int count = Math.min(most, windows.size());
    for (int k = 0; k < count; k++) {
      chosen.add((int) ((long) k * windows.size() / count));
    }
    List<Integer> shown = List.copyOf(chosen);
    return new WindowPlots(
        shown.stream().map(this::plot).toList(),
        windows.size(),
        shown.indexOf(latest),
        shown.indexOf(median),
        shown.indexOf(worst));
  }

  private int history() {
    int wanted = Math.max(LEAST_HISTORY, HORIZONS * windows.window().horizon());
    return Math.min(windows.window().context(), Math.min(wanted, MOST_HISTORY));
  }

  private WindowPlot plot(int i) {
    int horizon = windows.window().horizon();
    int first = windows.originIndex(i) + 1 - history();
    int end = windows.originIndex(i) + horizon + 1;
    List<List<Double>> parts = new ArrayList<>();
    parts.add(steps(horizon, ahead -> own.lower(i, ahead)));
    parts.add(steps(horizon, ahead -> own.point(i, ahead)));
    parts.add(steps(horizon, ahead -> own.upper(i, ahead)));
    for (Forecasts method : methods.subList(0, methods.size() - 1)) {
      parts.add(steps(horizon, ahead -> method.point(i, ahead)));
    }
    return new WindowPlot(
        Moments.group(windows, i),
        Moments.text(windows, windows.origin(i)),
        Moments.texts(windows, i, first, end),
        Moments.values(windows, i, own.target(), first, end),
        parts,
        errors[i]);
  }

  private static List<Double> steps(int horizon, IntToDoubleFunction value) {
    return IntStream.rangeClosed(1, horizon).mapToObj(value::applyAsDouble).toList();
  }
}
