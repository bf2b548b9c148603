package dev.sluice.cli.reproduce;

import dev.sluice.cli.report.LineChart;
import dev.sluice.cli.report.LineChart.Line;
import dev.sluice.cli.report.LineChart.Point;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.memory.MemoryTask;
import dev.sluice.tasks.memory.MemoryTraining.Cell;
import dev.sluice.train.loop.TrainingReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a cell remembers over a number of steps.
record MemoryResult(MemoryTask task, Cell cell, int steps, long seed, TrainingReport report) {
  private static final int BAR = 20;

  /// On samples that were not trained on.
  double loss() {
    return report.epochs().get(report.bestEpoch() - 1).validation().orElseThrow();
  }

  String json() {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("task", task.name().toLowerCase(Locale.ROOT))
            .put("cell", name())
            .put("steps", steps)
            .put("seed", seed)
            .put("loss", loss())
            .put("loss_without_memory", task.chance(steps))
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .build());
  }

  /// What of it is forgotten: the loss beside that of no memory; noise can make it a bit more than
  /// 1.
  double forgotten() {
    return loss() / task.chance(steps);
  }

  /// A bar is as long as the part of what can be remembered that is forgotten.
  static String table(List<MemoryResult> results) {
    StringBuilder out =
        new StringBuilder(
            results.getFirst().task == MemoryTask.ADDING
                ? "Adding problem, mean squared error; without memory 0.1667.\n\n"
                : "Copy task, cross-entropy in nats a step.\n\n");
    out.append("cell         steps       loss  without memory  forgotten             seconds\n");
    for (MemoryResult each : results) {
      double share = Math.clamp(each.forgotten(), 0, 1);
      out.append(
          String.format(
              Locale.ROOT,
              "%-11s  %5d  %9.2e       %9.2e  %-20s  %7.0f%n",
              each.name(),
              each.steps,
              each.loss(),
              each.task.chance(each.steps),
              "█".repeat((int) Math.round(share * BAR)),
              each.report.seconds()));
    }
    return out.toString().stripTrailing();
  }

  /// A line for each cell; it leaves the ground where the cell begins to forget.
  static LineChart chart(List<MemoryResult> results) {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    results.stream()
        .sorted(Comparator.comparing(MemoryResult::cell).thenComparing(MemoryResult::steps))
        .forEach(each ->
            lines
                .computeIfAbsent(each.name(), name -> new ArrayList<>())
                .add(Point.of(each.steps, each.forgotten())));
    return new LineChart(
        results.getFirst().task == MemoryTask.ADDING
            ? "Adding problem: two of T numbers, their sum"
            : "Copy task: ten symbols, T blanks, the ten again",
        "steps T to remember over",
        "loss, without memory 1",
        lines.entrySet().stream().map(line -> new Line(line.getKey(), line.getValue())).toList());
  }

  private String name() {
    return cell.name().toLowerCase(Locale.ROOT);
  }
}
