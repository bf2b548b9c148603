package dev.sluice.cli.report;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonNumber;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.train.loop.EpochLoss;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;

/// A page's data as `report.js` reads them: names of records and members are those of
/// [ReportData]'s parts, numbers have six digits, what is not known is `null`.
final class ReportJson {
  private static final MathContext DIGITS = new MathContext(6);

  private ReportJson() {}

  static JsonObject of(ReportData data) {
    return JsonObject.builder()
        .put("heading", heading(data.heading()))
        .put("training", data.training().<Json>map(ReportJson::training).orElse(nothing()))
        .put("methods", array(data.methods(), ReportJson::method))
        .put("windows", windows(data.windows()))
        .put("gates", data.gates().<Json>map(ReportJson::gates).orElse(nothing()))
        .build();
  }

  private static JsonObject heading(Heading heading) {
    return JsonObject.builder()
        .put("title", heading.title())
        .put("target", heading.target())
        .put("unit", heading.unit())
        .put("step", heading.step())
        .put("groups", heading.groups())
        .put("facts", array(heading.facts(), fact -> strings(List.of(fact.term(), fact.text()))))
        .build();
  }

  private static JsonObject training(TrainingCurve curve) {
    return JsonObject.builder()
        .put("epochs", array(curve.epochs(), epoch -> JsonNumber.of(epoch.epoch())))
        .put("train", array(curve.epochs(), epoch -> number(epoch.train())))
        .put("validation", array(curve.epochs(), ReportJson::validation))
        .put("bestEpoch", curve.bestEpoch())
        .put("outOf", curve.outOf())
        .build();
  }

  private static Json validation(EpochLoss epoch) {
    return number(epoch.validation().orElse(Double.NaN));
  }

  private static JsonObject method(MethodResult method) {
    JsonObject.Builder groups = JsonObject.builder();
    method.groups().forEach((name, score) -> groups.put(name, score(score)));
    return JsonObject.builder()
        .put("name", method.name())
        .put("all", score(method.all()))
        .put("steps", array(method.steps(), ReportJson::score))
        .put("groups", groups.build())
        .put(
            "quantiles",
            array(
                method.quantiles(),
                quantile -> numbers(List.of(quantile.nominal(), quantile.observed()))))
        .build();
  }

  private static JsonObject score(Score score) {
    return JsonObject.builder()
        .put("count", score.count())
        .put("mae", number(score.mae()))
        .put("rmse", number(score.rmse()))
        .put("coverage", number(score.coverage()))
        .build();
  }

  private static JsonObject windows(WindowPlots windows) {
    return JsonObject.builder()
        .put("shown", array(windows.shown(), ReportJson::window))
        .put("outOf", windows.outOf())
        .put("latest", windows.latest())
        .put("median", windows.median())
        .put("worst", windows.worst())
        .build();
  }

  private static JsonObject window(WindowPlot window) {
    return JsonObject.builder()
        .put("group", window.group())
        .put("origin", window.origin())
        .put("times", strings(window.times()))
        .put("values", numbers(window.values()))
        .put("parts", array(window.parts(), ReportJson::numbers))
        .put("error", number(window.error()))
        .build();
  }

  private static JsonObject gates(GateStrip gates) {
    return JsonObject.builder()
        .put("window", gates.window())
        .put("left", gates.left())
        .put("times", strings(gates.times()))
        .put(
            "inputs",
            array(
                gates.inputs(),
                input ->
                    JsonObject.builder()
                        .put("name", input.name())
                        .put("values", numbers(input.values()))
                        .build()))
        .put("units", array(gates.units(), unit -> JsonNumber.of(unit.number())))
        .put("update", array(gates.units(), unit -> thousandths(unit.update())))
        .put("reset", array(gates.units(), unit -> thousandths(unit.reset())))
        .build();
  }

  /// Gates lie between 0 and 1; three digits are more than a colour shows.
  private static Json thousandths(List<Double> values) {
    return array(values, value -> JsonNumber.of(Math.round(1000 * value)));
  }

  private static Json numbers(List<Double> values) {
    return array(values, ReportJson::number);
  }

  private static Json strings(List<String> values) {
    return array(values, JsonString::new);
  }

  private static <T> Json array(List<T> values, Function<T, Json> each) {
    return new JsonArray(values.stream().map(each).toList());
  }

  private static Json number(double value) {
    return Double.isFinite(value)
        ? new JsonNumber(new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString())
        : nothing();
  }

  private static Json nothing() {
    return JsonNull.NULL;
  }
}
