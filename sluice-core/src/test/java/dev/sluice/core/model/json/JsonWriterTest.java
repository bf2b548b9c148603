package dev.sluice.core.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private static final JsonObject SAMPLE =
      JsonObject.builder()
          .put("name", "caf\u00e9 \"x\"\n\u0001")
          .put("layers", JsonArray.of(JsonObject.builder().put("hidden", 64).build()))
          .put("mean", JsonArray.ofFloats(0.1f, -1e-30f, 3))
          .put("rate", 1e-3)
          .put("none", JsonArray.of(List.<Json>of().toArray(new Json[0])))
          .put("empty", JsonObject.empty())
          .put("on", JsonBoolean.TRUE)
          .put("nothing", JsonNull.NULL)
          .build();

  @Test
  void indentsByTwoAndKeepsScalarsOnOneLine() {
    assertThat(new String(JsonWriter.pretty(SAMPLE), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "name": "caf\u00e9 \\"x\\"\\n\\u0001",
              "layers": [
                {
                  "hidden": 64
                }
              ],
              "mean": [0.1, -1.0E-30, 3.0],
              "rate": 0.001,
              "none": [],
              "empty": {},
              "on": true,
              "nothing": null
            }
            """);
  }

  @Test
  void writesCompactly() {
    assertThat(JsonWriter.compact(SAMPLE))
        .isEqualTo(
            "{\"name\":\"caf\u00e9 \\\"x\\\"\\n\\u0001\",\"layers\":[{\"hidden\":64}],\"mean\":[0.1,-1.0E-30,3.0],"
                + "\"rate\":0.001,\"none\":[],\"empty\":{},\"on\":true,\"nothing\":null}");
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    byte[] pretty = JsonWriter.pretty(SAMPLE);
    assertThat(JsonReader.read(pretty, "x")).isEqualTo(SAMPLE);
    assertThat(JsonWriter.pretty(JsonReader.read(pretty, "x"))).isEqualTo(pretty);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_260_101})
  void floatsReadBackTheSame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      float f = Float.intBitsToFloat(random.nextInt());
      double d = Double.longBitsToDouble(random.nextLong());
      if (Float.isFinite(f)) {
        assertThat(JsonReaderTest.read(JsonNumber.of(f).text()))
            .as("seed %d, case %d", seed, i)
            .extracting(n -> Float.floatToIntBits(((JsonNumber) n).toFloat()))
            .isEqualTo(Float.floatToIntBits(f));
      }
      if (Double.isFinite(d)) {
        assertThat(JsonReaderTest.read(JsonNumber.of(d).text()))
            .as("seed %d, case %d", seed, i)
            .extracting(n -> Double.doubleToLongBits(((JsonNumber) n).toDouble()))
            .isEqualTo(Double.doubleToLongBits(d));
      }
    }
  }

  @Test
  void refusesWhatJsonCannotHold() {
    assertThatThrownBy(() -> JsonNumber.of(Float.NaN)).hasMessageContaining("\"NaN\"");
    assertThatThrownBy(() -> JsonNumber.of(Double.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonString("a\uD800")).hasMessageContaining("lone surrogate");
    assertThatThrownBy(() -> JsonObject.builder().put("\uDC00", 1).build())
        .hasMessageContaining("lone surrogate");
    assertThatThrownBy(() -> JsonObject.builder().put("a", 1).put("a", 2))
        .hasMessage("the object has \"a\" already");
    Json deep = JsonNull.NULL;
    for (int i = 0; i < 64; i++) {
      deep = JsonArray.of(deep);
    }
    Json tooDeep = deep;
    assertThatThrownBy(() -> JsonWriter.pretty(tooDeep)).hasMessageContaining("nested deeper");
  }
}
