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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A [ForecastSpec] as members of `config.json`; unknown members are refused, because they may
/// change what is computed.
///
/// ```json
/// "window": {"context": 56, "horizon": 7, "targets": […], "inputs": […], "harmonics": 2, "groups": "one_hot", "scaling": "target_per_group"},
/// "groups": ["Seattle", "New York"],
/// "normaliser": [{"column": "temp_max", "group": null, "mean": 16.4, "deviation": 8.7}],
/// "recurrent": {"cell": "gru", …},
/// "straight_days": 28, "dropout": 0.2, "streaming": "sliding"
/// ```
final class ForecastConfig {
  private static final String[] MEMBERS = {
    "sluice_version",
    "task",
    "window",
    "groups",
    "normaliser",
    "recurrent",
    "straight_days",
    "dropout",
    "streaming"
  };

  /// So that a damaged number cannot ask for all memory.
  private static final int MOST_DAYS = 100_000;

  private static final int MOST_HARMONICS = 182;

  private ForecastConfig() {}

  static JsonObject write(ForecastSpec spec) {
    FeatureEncoder encoder = spec.encoder();
    return JsonObject.builder()
        .put("window", window(encoder.window()))
        .put("groups", texts(encoder.groups()))
        .put("normaliser", normaliser(encoder.normaliser()))
        .put("recurrent", RecurrentSpecJson.write(spec.cell()))
        .put("straight_days", spec.straightDays())
        .put("dropout", spec.dropout())
        .put("streaming", name(spec.streaming()))
        .build();
  }

  private static JsonObject window(Window window) {
    return JsonObject.builder()
        .put("context", window.context())
        .put("horizon", window.horizon())
        .put("targets", texts(window.targets()))
        .put("inputs", texts(window.inputs()))
        .put("harmonics", window.calendar().count())
        .put("groups", name(window.groups()))
        .put("scaling", name(window.scaling()))
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
    config.allowOnly(MEMBERS);
    FeatureEncoder encoder = encoder(config);
    JsonView cell = config.member("recurrent");
    RecurrentSpec<?> recurrent = RecurrentSpecJson.read(cell);
    if (recurrent.inputSize() != encoder.inputSize()) {
      throw cell.member("input_size")
          .expected(encoder.inputSize() + ", the features of a day: " + encoder.inputNames());
    }
    int context = encoder.window().context();
    int straight = (int) config.member("straight_days").integer(0, context);
    float dropout = config.member("dropout").float32();
    if (!(dropout >= 0 && dropout < 1)) {
      throw config.member("dropout").expected("a rate from 0 to below 1");
    }
    StreamingMode mode = config.member("streaming").choice(StreamingMode.values());
    try {
      return new ForecastSpec(encoder, recurrent, straight, dropout, mode);
    } catch (IllegalArgumentException e) {
      throw new ModelException(cell + ": " + e.getMessage(), e);
    }
  }

  private static FeatureEncoder encoder(JsonView config) {
    JsonView json = config.member("window");
    Window window = window(json);
    List<String> groups = names(config.member("groups"));
    List<ColumnScale> scales = new ArrayList<>();
    for (JsonView scale : config.member("normaliser").elements()) {
      scales.add(scale(scale));
    }
    try {
      return FeatureEncoder.of(window, groups, new Normaliser(scales));
    } catch (IllegalArgumentException e) {
      throw config
          .member("normaliser")
          .expected("a scale for every input and target in every group (" + e.getMessage() + ")");
    }
  }

  private static Window window(JsonView json) {
    json.allowOnly("context", "horizon", "targets", "inputs", "harmonics", "groups", "scaling");
    return new Window(
        (int) json.member("context").integer(1, MOST_DAYS),
        (int) json.member("horizon").integer(1, MOST_DAYS),
        names(json.member("targets")),
        names(json.member("inputs")),
        new YearlyHarmonics((int) json.member("harmonics").integer(0, MOST_HARMONICS)),
        json.member("groups").choice(GroupCoding.values()),
        json.member("scaling").choice(Scaling.values()));
  }

  /// At least one name, none twice.
  private static List<String> names(JsonView json) {
    List<String> names = json.strings();
    Set<String> distinct = new HashSet<>(names);
    if (names.isEmpty() || distinct.size() < names.size()) {
      throw json.expected("at least one name, none twice");
    }
    return names;
  }

  private static ColumnScale scale(JsonView json) {
    json.allowOnly("column", "group", "mean", "deviation");
    json.member("group");
    double deviation = json.member("deviation").number();
    if (!(deviation > 0)) {
      throw json.member("deviation").expected("a number above 0");
    }
    return new ColumnScale(
        json.member("column").string(),
        json.find("group").map(JsonView::string).orElse(null),
        json.member("mean").number(),
        deviation);
  }
}
