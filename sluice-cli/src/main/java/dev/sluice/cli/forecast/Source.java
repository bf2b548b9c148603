package dev.sluice.cli.forecast;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonNumber;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.MissingPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How a model's CSV file was read and split, kept in the model's directory as `source.json`, so
/// that `evaluate` and `predict` read files in the same way.
///
/// @param time the time column
/// @param group the group column, null for none
/// @param missing what was done where values were missing, null if none were
/// @param split as [SplitRule] reads it
/// @param season of seasonal-naive in steps, empty for that of the step
record Source(
    String time,
    @Nullable String group,
    @Nullable MissingPolicy missing,
    String split,
    OptionalInt season) {
  private static final String FILE = "source.json";

  /// The model with this in its directory.
  ForecastModel in(ForecastModel model) {
    JsonObject json =
        JsonObject.builder()
            .put("time", time)
            .put("group", group == null ? JsonNull.NULL : new JsonString(group))
            .put(
                "missing",
                missing == null
                    ? JsonNull.NULL
                    : new JsonString(missing.name().toLowerCase(Locale.ROOT)))
            .put("split", split)
            .put(
                "season",
                season.isPresent()
                    ? new JsonNumber(String.valueOf(season.getAsInt()))
                    : JsonNull.NULL)
            .build();
    return model.withExtra(FILE, JsonWriter.pretty(json));
  }

  /// What a model's directory says; empty if it does not.
  ///
  /// @throws ModelException if it is damaged
  static Optional<Source> of(ForecastModel model) {
    return model.extra(FILE).map(Source::read);
  }

  private static Source read(byte[] bytes) {
    JsonView json = JsonView.of(FILE, JsonReader.read(bytes, FILE), ModelException::new);
    json.allowOnly("time", "group", "missing", "split", "season");
    return new Source(
        json.member("time").string(),
        json.find("group").map(JsonView::string).orElse(null),
        json.find("missing").map(view -> view.choice(MissingPolicy.values())).orElse(null),
        json.member("split").string(),
        json.find("season")
            .map(view -> OptionalInt.of(view.integer(1)))
            .orElse(OptionalInt.empty()));
  }
}
