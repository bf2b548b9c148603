package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final JsonObject CONFIG = JsonObject.builder().put("hidden", 3).build();

  private static Fingerprint of(String name, Tensor tensor) {
    return Fingerprint.of(CONFIG, Map.of(name, tensor));
  }

  /// Computed apart, in another language, from the description of the class.
  @Test
  void isStable() {
    assertThat(of("w", Tensor.of(Shape.of(2), 1, 2)).toString()).isEqualTo("befae3221943d92b");
  }

  @Test
  void seesNameShapeBitsAndConfiguration() {
    assertThat(
            java.util.stream.Stream.of(
                of("w", Tensor.of(Shape.of(2), 0, 2)),
                of("w", Tensor.of(Shape.of(2), -0f, 2)),
                of("v", Tensor.of(Shape.of(2), 0, 2)),
                of("w", Tensor.of(Shape.of(2, 1), 0, 2)),
                of("w", Tensor.of(Shape.of(1, 2), 0, 2)),
                Fingerprint.of(JsonObject.empty(), Map.of("w", Tensor.of(Shape.of(2), 0, 2)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void doesNotSeeTheOrderOfTheMap() {
    Map<String, Tensor> one = new LinkedHashMap<>();
    one.put("a", Tensor.zeros(1));
    one.put("b", Tensor.zeros(2));
    Map<String, Tensor> two = new LinkedHashMap<>();
    two.put("b", Tensor.zeros(2));
    two.put("a", Tensor.zeros(1));
    assertThat(Fingerprint.of(CONFIG, one)).isEqualTo(Fingerprint.of(CONFIG, two));
  }
}
