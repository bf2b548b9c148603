package dev.sluice.cli.forecast;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.forecast.Evaluation;
import dev.sluice.tasks.forecast.ForecastMetrics;
import java.util.Locale;
import java.util.function.Function;

/// An evaluation as JSON: the network's numbers plain, those of baselines behind a prefix.
///
/// ```json
/// {"method":"GRU","unit":"standardised","windows":2785,"mse":0.36,"mae":0.39,"rmse":0.6,"coverage":0.81,"naive_mse":…,"seasonal_mse":…,"drift_mse":…,"targets":{"OT":{…}}}
/// ```
final class EvaluationJson {
  private EvaluationJson() {}

  /// Over everything, then by target, and by group where there are several.
  static JsonObject.Builder of(Evaluation evaluation) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("method", evaluation.network())
            .put("unit", evaluation.unit().name().toLowerCase(Locale.ROOT))
            .put("windows", evaluation.windows().size())
            .putAll(metrics(evaluation, evaluation::all));
    JsonObject.Builder targets = JsonObject.builder();
    for (String target : evaluation.targets()) {
      targets.put(target, metrics(evaluation, method -> evaluation.ofTarget(method, target)));
    }
    json.put("targets", targets.build());
    if (evaluation.groups().size() > 1) {
      JsonObject.Builder groups = JsonObject.builder();
      for (String group : evaluation.groups()) {
        groups.put(group, metrics(evaluation, method -> evaluation.ofGroup(method, group)));
      }
      json.put("groups", groups.build());
    }
    return json;
  }

  private static JsonObject metrics(
      Evaluation evaluation, Function<String, ForecastMetrics> metrics) {
    JsonObject.Builder json = JsonObject.builder();
    put(json, "", metrics.apply(evaluation.network()));
    for (String method : evaluation.methods()) {
      if (!method.equals(evaluation.network())) {
        put(json, prefix(method), metrics.apply(method));
      }
    }
    return json.build();
  }

  /// `naive_`, `seasonal_`, `drift_`
  private static String prefix(String method) {
    return method.replaceFirst("-.*", "") + "_";
  }

  private static void put(JsonObject.Builder json, String prefix, ForecastMetrics metrics) {
    json.put(prefix + "mse", metrics.mse())
        .put(prefix + "mae", metrics.mae())
        .put(prefix + "rmse", metrics.rmse());
    if (!Double.isNaN(metrics.coverage())) {
      json.put(prefix + "coverage", metrics.coverage());
    }
  }
}
