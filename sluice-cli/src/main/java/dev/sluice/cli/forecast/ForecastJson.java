package dev.sluice.cli.forecast;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonNumber;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.forecast.Forecast;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// A forecast as JSON: times ahead, and for each target point, lower and upper end of each.
final class ForecastJson {
  private ForecastJson() {}

  static JsonObject of(Forecast forecast, List<String> unusual) {
    JsonObject.Builder targets = JsonObject.builder();
    for (String target : forecast.targets()) {
      targets.put(
          target,
          JsonObject.builder()
              .put("point", numbers(forecast, target, ends -> ends[1]))
              .put("lower", numbers(forecast, target, ends -> ends[0]))
              .put("upper", numbers(forecast, target, ends -> ends[2]))
              .build());
    }
    return JsonObject.builder()
        .put("group", forecast.group())
        .put("time", forecast.step().text(forecast.origin()))
        .put(
            "ahead",
            JsonArray.ofStrings(
                steps(forecast)
                    .mapToObj(ahead -> forecast.step().text(forecast.time(ahead)))
                    .toList()))
        .put("forecast", targets.build())
        .put("unusual", JsonArray.ofStrings(unusual))
        .build();
  }

  private static JsonArray numbers(
      Forecast forecast, String target, ToDoubleFunction<double[]> part) {
    return new JsonArray(
        steps(forecast)
            .mapToDouble(ahead -> part.applyAsDouble(forecast.of(target, ahead)))
            .<Json>mapToObj(value -> new JsonNumber(Double.toString(value)))
            .toList());
  }

  private static IntStream steps(Forecast forecast) {
    return IntStream.rangeClosed(1, forecast.horizon());
  }
}
