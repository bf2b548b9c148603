package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.memory.MemoryTask;
import dev.sluice.tasks.memory.MemoryTraining.Cell;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;
import java.util.Locale;

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
            .put("cell", cell.name().toLowerCase(Locale.ROOT))
            .put("steps", steps)
            .put("seed", seed)
            .put("loss", loss())
            .put("loss_without_memory", task.chance(steps))
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .build());
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
      double share = Math.clamp(each.loss() / each.task.chance(each.steps), 0, 1);
      out.append(
          String.format(
              Locale.ROOT,
              "%-11s  %5d  %9.2e       %9.2e  %-20s  %7.0f%n",
              each.cell.name().toLowerCase(Locale.ROOT),
              each.steps,
              each.loss(),
              each.task.chance(each.steps),
              "█".repeat((int) Math.round(share * BAR)),
              each.report.seconds()));
    }
    return out.toString().stripTrailing();
  }
}
