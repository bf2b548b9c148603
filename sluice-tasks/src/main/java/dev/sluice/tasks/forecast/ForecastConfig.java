package dev.sluice.tasks.forecast;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentSpecJson;
import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Normaliser;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// A [ForecastSpec] as members of `config.json`; unknown members are refused, because they may
/// change what is computed.
///
/// ```json
/// "window": {"context": 56, "horizon": 7, "targets": […], "inputs": […], "known": [], "calendar": {"year": 2, "week": 0, "day": 0}, "groups": "one_hot", "scaling": "target_per_group", "logs": []},
/// "step": "1d",
/// "groups": ["Seattle", "New York"],
/// "normaliser": [{"column": "temp_max", "group": null, "mean": 16.4, "deviation": 8.7, "minimum": -3.3, "maximum": 38.3}],
/// "recurrent": {"cell": "gru", …},
/// "network": {"kind": "plain", "straight_steps": 28}, "output": "quantiles", "dropout": 0.2, "streaming": "sliding"
/// "network": {"kind": "segments", "length": 48, "place": "position_and_target", "straight_steps": 0}
/// ```
final class ForecastConfig {
  private static final String[] MEMBERS = {
    "sluice_version",
    "task",
    "window",
    "step",
    "groups",
    "normaliser",
    "recurrent",
    "network",
    "output",
    "dropout",
    "streaming"
  };

  /// So that a damaged number cannot ask for all memory.
  private static final int MOST_STEPS = 100_000;

  private ForecastConfig() {}

  static JsonObject write(ForecastSpec spec) {
    FeatureEncoder encoder = spec.encoder();
    return JsonObject.builder()
        .put("window", window(encoder.window()))
        .put("step", encoder.step().toString())
        .put("groups", texts(encoder.groups()))
        .put("normaliser", normaliser(encoder.normaliser()))
        .put("recurrent", RecurrentSpecJson.write(spec.cell()))
        .put("network", network(spec.architecture()))
        .put("output", name(spec.output()))
        .put("dropout", spec.dropout())
        .put("streaming", name(spec.streaming()))
        .build();
  }

  private static JsonObject network(Architecture architecture) {
    return switch (architecture) {
      case Architecture.Plain plain ->
          JsonObject.builder()
              .put("kind", name(Kind.PLAIN))
              .put("straight_steps", plain.straightSteps())
              .build();
      case Architecture.Segments segments ->
          JsonObject.builder()
              .put("kind", name(Kind.SEGMENTS))
              .put("length", segments.length())
              .put("place", name(segments.place()))
              .put("straight_steps", segments.straightSteps())
              .build();
    };
  }

  private enum Kind {
    PLAIN,
    SEGMENTS
  }

  private static JsonObject window(Window window) {
    return JsonObject.builder()
        .put("context", window.context())
        .put("horizon", window.horizon())
        .put("targets", texts(window.targets()))
        .put("inputs", texts(window.inputs()))
        .put("known", texts(window.known()))
        .put("calendar", calendar(window.calendar()))
        .put("groups", name(window.groups()))
        .put("scaling", name(window.scaling()))
        .put("logs", texts(window.logs()))
        .build();
  }

  private static JsonObject calendar(Calendar calendar) {
    return JsonObject.builder()
        .put("year", calendar.year())
        .put("week", calendar.week())
        .put("day", calendar.day())
        .build();
  }

  private static JsonArray normaliser(Normaliser normaliser) {
    List<Json> scales = new ArrayList<>();
    for (ColumnScale scale : normaliser.scales()) {
      scales.add(
          JsonObject.builder()
              .put("column", scale.column())
              .put("group", scale.group() == null ? JsonNull.NULL : new JsonString(scale.group()))
              .put("mean", scale.mean())
              .put("deviation", scale.deviation())
              .put("minimum", scale.minimum())
              .put("maximum", scale.maximum())
              .build());
    }
    return new JsonArray(scales);
  }

  private static JsonArray texts(List<String> texts) {
    return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// The spec in `config`.
  ///
  /// @throws ModelException naming file and place, if something is missing, unknown or out of range
  static ForecastSpec read(JsonView config) {
    if (config.find("straight_days").isPresent()) {
      throw config
          .member("straight_days")
          .expected(
              "straight_steps and step: this model was made before forecasts had steps other than days; train it again");
    }
    config.allowOnly(MEMBERS);
    FeatureEncoder encoder = encoder(config);
    JsonView cell = config.member("recurrent");
    RecurrentSpec<?> recurrent = RecurrentSpecJson.read(cell);
    JsonView network = config.member("network");
    Architecture architecture = architecture(network, encoder.window().context());
    if (architecture instanceof Architecture.Plain
        && recurrent.inputSize() != encoder.inputSize()) {
      throw cell.member("input_size")
          .expected(encoder.inputSize() + ", the features of a step: " + encoder.inputNames());
    }
    float dropout = config.member("dropout").float32();
    if (!(dropout >= 0 && dropout < 1)) {
      throw config.member("dropout").expected("a rate from 0 to below 1");
    }
    Output output = config.member("output").choice(Output.values());
    StreamingMode mode = config.member("streaming").choice(StreamingMode.values());
    try {
      return new ForecastSpec(encoder, recurrent, architecture, output, dropout, mode);
    } catch (IllegalArgumentException e) {
      throw new ModelException(cell + ": " + e.getMessage(), e);
    }
  }

  private static Architecture architecture(JsonView json, int context) {
    JsonView straight = json.member("straight_steps");
    return switch (json.member("kind").choice(Kind.values())) {
      case PLAIN -> {
        json.allowOnly("kind", "straight_steps");
        yield new Architecture.Plain((int) straight.integer(0, context));
      }
      case SEGMENTS -> {
        json.allowOnly("kind", "length", "place", "straight_steps");
        yield new Architecture.Segments(
            (int) json.member("length").integer(1, context),
            json.member("place").choice(Architecture.Place.values()),
            (int) straight.integer(0, context));
      }
    };
  }

  private static FeatureEncoder encoder(JsonView config) {
    JsonView json = config.member("window");
    Window window = window(json);
    List<String> groups = names(config.member("groups"));
    List<ColumnScale> scales = new ArrayList<>();
    for (JsonView scale : config.member("normaliser").elements()) {
      scales.add(scale(scale, window));
    }
    try {
      return FeatureEncoder.of(window, groups, new Normaliser(scales), step(config.member("step")));
    } catch (IllegalArgumentException e) {
      throw config
          .member("normaliser")
          .expected(
              "a scale for every input, known column and target in every group ("
                  + e.getMessage()
                  + ")");
    }
  }

  private static Window window(JsonView json) {
    json.allowOnly(
        "context",
        "horizon",
        "targets",
        "inputs",
        "known",
        "calendar",
        "groups",
        "scaling",
        "logs");
    List<String> targets = names(json.member("targets"));
    List<String> known = json.member("known").strings();
    if (repeats(known) || known.stream().anyMatch(targets::contains)) {
      throw json.member("known").expected("distinct names of columns that are no targets");
    }
    return new Window(
        (int) json.member("context").integer(1, MOST_STEPS),
        (int) json.member("horizon").integer(1, MOST_STEPS),
        targets,
        names(json.member("inputs")),
        known,
        calendar(json.member("calendar")),
        json.member("groups").choice(GroupCoding.values()),
        json.member("scaling").choice(Scaling.values()),
        distinct(json.member("logs")));
  }

  private static Calendar calendar(JsonView json) {
    json.allowOnly("year", "week", "day");
    return new Calendar(
        (int) json.member("year").integer(0, Calendar.MOST.year()),
        (int) json.member("week").integer(0, Calendar.MOST.week()),
        (int) json.member("day").integer(0, Calendar.MOST.day()));
  }

  private static TimeStep step(JsonView json) {
    try {
      return TimeStep.parse(json.string());
    } catch (IllegalArgumentException e) {
      throw json.expected("a time step such as 1h or 1d");
    }
  }

  /// At least one name, none twice.
  private static List<String> names(JsonView json) {
    List<String> names = json.strings();
    if (names.isEmpty() || repeats(names)) {
      throw json.expected("at least one name, none twice");
    }
    return names;
  }

  private static List<String> distinct(JsonView json) {
    List<String> names = json.strings();
    if (repeats(names)) {
      throw json.expected("names, none twice");
    }
    return names;
  }

  private static boolean repeats(List<String> names) {
    return new HashSet<>(names).size() < names.size();
  }

  private static ColumnScale scale(JsonView json, Window window) {
    json.allowOnly("column", "group", "mean", "deviation", "minimum", "maximum");
    json.member("group");
    double deviation = json.member("deviation").number();
    if (!(deviation > 0)) {
      throw json.member("deviation").expected("a number above 0");
    }
    try {
      String column = json.member("column").string();
      return new ColumnScale(
          column,
          json.find("group").map(JsonView::string).orElse(null),
          window.transform(column),
          json.member("mean").number(),
          deviation,
          json.member("minimum").number(),
          json.member("maximum").number());
    } catch (IllegalArgumentException e) {
      throw json.expected("a scale (" + e.getMessage() + ")");
    }
  }
}
