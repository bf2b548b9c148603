package dev.sluice.tasks.audio;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;

/// An [AudioInput] as a file of a model's directory.
public final class AudioJson {
  private static final int MOST_STACKED = 1 << 10;

  /// The cosine transform is a table of bands by coefficients.
  private static final int MOST_BANDS = 1 << 10;

  private AudioJson() {}

  /// The file.
  public static byte[] write(AudioInput input) {
    FeatureSpec spec = input.features();
    JsonObject.Builder json =
        JsonObject.builder()
            .put("rate", spec.rate())
            .put("window", spec.window())
            .put("hop", spec.hop())
            .put("kind", spec.kind().name().toLowerCase(Locale.ROOT))
            .put("bands", spec.bands())
            .put("coefficients", spec.coefficients())
            .put("lowest", spec.lowest())
            .put("highest", spec.highest())
            .put("pre_emphasis", spec.preEmphasis())
            .put("floor", spec.floor())
            .put("stacked", input.stacked())
            .put("tail", input.tail())
            .put("normalisation", input.scale().mode().name().toLowerCase(Locale.ROOT))
            .put("memory", input.scale().memory())
            .put("mean", JsonArray.ofFloats(input.scale().mean()))
            .put("deviation", JsonArray.ofFloats(input.scale().deviation()));
    spec.level().ifPresent(decibels -> json.put("level", decibels));
    return JsonWriter.compact(json.build()).getBytes(StandardCharsets.UTF_8);
  }

  /// Reads the file.
  ///
  /// @param source for messages
  /// @throws ModelException if it is damaged
  public static AudioInput read(byte[] bytes, String source) {
    JsonView json = JsonView.read(source, bytes, ModelException::new);
    json.allowOnly(
        "rate",
        "window",
        "hop",
        "kind",
        "bands",
        "coefficients",
        "lowest",
        "highest",
        "level",
        "pre_emphasis",
        "floor",
        "stacked",
        "tail",
        "normalisation",
        "memory",
        "mean",
        "deviation");
    try {
      FeatureSpec spec =
          new FeatureSpec(
              json.member("rate").integer(1),
              json.member("window").integer(1),
              json.member("hop").integer(1),
              json.member("kind").choice(FeatureSpec.Kind.values()),
              (int) json.member("bands").integer(1, MOST_BANDS),
              (int) json.member("coefficients").integer(1, MOST_BANDS),
              json.member("lowest").number(),
              json.member("highest").number(),
              json.find("level")
                  .map(decibels -> OptionalDouble.of(decibels.number()))
                  .orElse(OptionalDouble.empty()),
              json.member("pre_emphasis").number(),
              json.member("floor").number());
      int stacked = (int) json.member("stacked").integer(1, MOST_STACKED);
      FrameScale scale =
          new FrameScale(
              json.member("normalisation").choice(Normalisation.values()),
              json.member("mean").floats(),
              json.member("deviation").floats(),
              json.member("memory").integer(1));
      return AudioInput.of(spec, scale, stacked).tail(json.member("tail").number());
    } catch (IllegalArgumentException e) {
      throw new ModelException(source + ": " + e.getMessage() + "; the file is damaged", e);
    }
  }
}
