package dev.sluice.cli.report;

import dev.sluice.core.model.Overwrite;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.Outcome;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A page about a forecaster, from what training and evaluation give.
///
/// ```java
/// ForecastReport.of(model, methods).unit("°C").training(report).write(path, Overwrite.REFUSE);
/// ```
///
/// Nothing of the machine or the time goes into it: equal models and forecasts give equal bytes.
public final class ForecastReport {
  private static final int GROUPS_NAMED = 6;

  private final ForecastModel model;
  private final List<Forecasts> methods;
  private final String unit;
  private final Optional<TrainingReport> training;
  private final List<Heading.Fact> facts;

  private ForecastReport(
      ForecastModel model,
      List<Forecasts> methods,
      String unit,
      Optional<TrainingReport> training,
      List<Heading.Fact> facts) {
    this.model = model;
    this.methods = methods;
    this.unit = unit;
    this.training = training;
    this.facts = facts;
  }

  /// A page about `model`, the unit of its target and its training not being told.
  ///
  /// @param methods forecasts of one target in the same windows, whose targets are known: those of
  ///   baselines, and last the model's
  /// @throws IllegalArgumentException if there are none, or they are of different windows or
  ///   targets
  public static ForecastReport of(ForecastModel model, List<Forecasts> methods) {
    if (methods.isEmpty() || methods.getLast().windows().size() == 0) {
      throw new IllegalArgumentException("a report needs at least one forecast of the model");
    }
    Forecasts own = methods.getLast();
    for (Forecasts method : methods) {
      if (method.windows() != own.windows() || !method.target().equals(own.target())) {
        throw new IllegalArgumentException(
            method + " and " + own + " are not of the same windows and target");
      }
    }
    return new ForecastReport(model, List.copyOf(methods), "", Optional.empty(), List.of());
  }

  /// The same with the target's unit, such as "°C".
  public ForecastReport unit(String name) {
    return new ForecastReport(model, methods, name, training, facts);
  }

  /// The same with the losses of this training.
  public ForecastReport training(TrainingReport report) {
    return new ForecastReport(model, methods, unit, Optional.of(report), facts);
  }

  /// The same with one more line in the heading, such as where the data are from.
  public ForecastReport fact(String term, String text) {
    List<Heading.Fact> more = new ArrayList<>(facts);
    more.add(new Heading.Fact(term, text));
    return new ForecastReport(model, methods, unit, training, List.copyOf(more));
  }

  /// Writes the page.
  ///
  /// @throws dev.sluice.core.model.ModelException if it cannot be written
  public void write(Path target, Overwrite overwrite) {
    Report.of(data()).write(target, overwrite);
  }

  /// What the page shows.
  public ReportData data() {
    WindowChoice choice = WindowChoice.of(methods);
    Windows windows = methods.getLast().windows();
    return new ReportData(
        heading(windows),
        training.map(TrainingCurve::of),
        MethodResults.of(methods),
        choice.plots(),
        GateStrips.of(model, methods.getLast(), choice.latest()));
  }

  private Heading heading(Windows windows) {
    String target = methods.getLast().target();
    TimeStep step = windows.series().step();
    List<Heading.Fact> all = new ArrayList<>();
    all.add(
        new Heading.Fact(
            "Forecast",
            "%s%s, 1 to %s ahead, from the %s before"
                .formatted(
                    target,
                    unit.isEmpty() ? "" : " (" + unit + ")",
                    step.times(windows.window().horizon()),
                    step.times(windows.window().context()))));
    all.add(new Heading.Fact("Tested on", tested(windows)));
    all.add(
        new Heading.Fact(
            "Model",
            String.format(
                Locale.ROOT, "%s, %,d parameters", methods.getLast().method(), model.size())));
    training.ifPresent(report -> all.add(new Heading.Fact("Training", trained(report))));
    all.addAll(facts);
    return new Heading(
        "Forecasts of " + target, target, unit, step.noun(), Moments.groups(windows).size(), all);
  }

  private static String tested(Windows windows) {
    LocalDateTime first = LocalDateTime.MAX;
    LocalDateTime last = LocalDateTime.MIN;
    for (int i = 0; i < windows.size(); i++) {
      first = windows.origin(i).isBefore(first) ? windows.origin(i) : first;
      last = windows.origin(i).isAfter(last) ? windows.origin(i) : last;
    }
    int groups = windows.series().groups().size();
    List<String> names = Moments.groups(windows);
    boolean named = groups > 1 && names.size() <= GROUPS_NAMED;
    String of = named ? String.join(", ", names) : names.size() + " groups";
    return String.format(
        Locale.ROOT,
        "%,d windows%s, issued %s to %s",
        windows.size(),
        groups > 1 ? " of " + of : "",
        Moments.text(windows, first),
        Moments.text(windows, last));
  }

  private static String trained(TrainingReport report) {
    int epochs = report.epochs().size();
    StringBuilder text = new StringBuilder(epochs + (epochs == 1 ? " epoch" : " epochs"));
    if (report.outcome() == Outcome.EARLY_STOPPED) {
      text.append(", ended early because the validation loss no longer fell");
    }
    if (report.outcome() == Outcome.INTERRUPTED) {
      text.append(", interrupted");
    }
    text.append(
        report.bestEpoch() == 0
            ? ", without validation data"
            : ", lowest validation loss in epoch " + report.bestEpoch());
    report.overfitting().ifPresent(parted -> text.append("; ").append(parted.advice()));
    return text.toString();
  }
}
