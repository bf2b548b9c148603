package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Normaliser;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Transform;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/// Forecasts window after window and adds up the errors of [Evaluation].
final class Evaluator {
  private final ForecastModel model;
  private final Windows windows;
  private final Evaluation.Settings settings;
  private final int[] columns; // [D] in the series
  private final double[][] units; // [G][D]
  private final List<MethodSums> methods = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final IntConsumer done;
  private int judged;

  /// @param done told how many windows the model has forecast
  Evaluator(ForecastModel model, Windows windows, Evaluation.Settings settings, IntConsumer done) {
    Series series = windows.series();
    this.model = model;
    this.windows = windows;
    this.settings = settings;
    this.done = done;
    columns = model.window().targets().stream().mapToInt(series::column).toArray();
    units = series.groups().stream().map(group -> units(group.name())).toArray(double[][]::new);
  }

  private double[] units(String group) {
    model.spec().encoder().group(group); // refuses one that training did not see
    Normaliser normaliser = model.spec().encoder().normaliser();
    return model.window().targets().stream()
        .mapToDouble(target ->
            settings.unit() == Evaluation.Unit.OF_FILE
                ? 1
                : deviation(normaliser.scale(target, group)))
        .toArray();
  }

  private static double deviation(ColumnScale scale) {
    if (scale.transform() != Transform.NONE) {
      throw new IllegalArgumentException(
          "the model takes logarithms of %s, so its errors have no standardised unit; ask for the file's"
              .formatted(scale.column()));
    }
    return scale.deviation();
  }

  Evaluation evaluate() {
    baseline("naive", PointRule.LastValue::new);
    seasonal();
    baseline("drift", PointRule.Drift::new);
    network();
    return new Evaluation(windows, settings.unit(), methods, leftOut);
  }

  private void seasonal() {
    OptionalInt season =
        settings.season().isPresent() ? settings.season() : windows.series().step().season();
    if (season.isEmpty()) {
      leftOut.add("seasonal-naive: a step of " + windows.series().step() + " has no season");
    } else {
      baseline("seasonal-naive", column -> new PointRule.SeasonBefore(column, season.getAsInt()));
    }
  }

  private void baseline(String name, IntFunction<PointRule> rules) {
    MethodSums sums = sums(name);
    for (int d = 0; d < columns.length; d++) {
      PointRule rule = rules.apply(columns[d]);
      for (int i = 0; i < windows.size(); i++) {
        if (!follow(rule, sums, i, d)) {
          leftOut.add(
              "%s: on %s values are missing before it"
                  .formatted(name, windows.series().step().text(windows.origin(i))));
          return;
        }
      }
    }
    methods.add(sums);
  }

  /// Whether the rule had a forecast for every step.
  private boolean follow(PointRule rule, MethodSums sums, int i, int d) {
    int g = windows.group(i);
    Group group = windows.series().groups().get(g);
    int origin = windows.originIndex(i);
    int horizon = windows.window().horizon();
    for (int ahead = 1; ahead <= horizon; ahead++) {
      if (origin < rule.firstOrigin(ahead)) {
        return false;
      }
      double point = rule.at(group, origin, ahead);
      if (Double.isNaN(point)) {
        return false;
      }
      double actual = group.value(columns[d], origin + ahead);
      sums.all(g, d).add(point, actual, units[g][d]);
      if (ahead == horizon) {
        sums.last(g, d).add(point, actual, units[g][d]);
      }
    }
    return true;
  }

  private void network() {
    MethodSums sums = sums(model.spec().method());
    try (Workspace workspace = Workspace.threads(settings.threads())) {
      switch (settings.intervals()) {
        case FIXED ->
            model.answers(
                workspace,
                windows,
                (i, answer, scales, batch, row) -> judge(sums, i, restored(i, answer)));
        case RECENT ->
            new IntervalReplay(model)
                .run(
                    workspace,
                    windows,
                    (i, answer, actual, learnt) -> judge(sums, i, restored(i, answer)));
      }
    }
    methods.add(sums);
  }

  private double[] restored(int i, float[] answer) {
    double[] restored = new double[answer.length];
    model.spec().encoder().restore(model.group(windows, i), answer, 0, restored);
    return restored;
  }

  /// @param answer `[H·D·3]`
  private void judge(MethodSums sums, int i, double[] answer) {
    int g = windows.group(i);
    Group group = windows.series().groups().get(g);
    int horizon = windows.window().horizon();
    for (int h = 0; h < horizon; h++) {
      for (int d = 0; d < columns.length; d++) {
        int at = (h * columns.length + d) * Ends.PARTS;
        double actual = group.value(columns[d], windows.originIndex(i) + 1 + h);
        double unit = units[g][d];
        sums.all(g, d).add(answer[at], answer[at + 1], answer[at + 2], actual, unit);
        if (h == horizon - 1) {
          sums.last(g, d).add(answer[at], answer[at + 1], answer[at + 2], actual, unit);
        }
      }
    }
    done.accept(++judged);
  }

  private MethodSums sums(String method) {
    return new MethodSums(method, windows.series().groups().size(), columns.length);
  }
}
