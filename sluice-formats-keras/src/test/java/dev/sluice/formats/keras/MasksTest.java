package dev.sluice.formats.keras;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Masks of models with very many of them.
class MasksTest {
  private static JsonView layer(String type, String config, String source, String more) {
    String text =
        """
        {"class_name": "%s", "config": {%s}, "inbound_nodes": [{"args": [{"class_name":
        "__keras_tensor__", "config": {"keras_history": ["%s", 0, 0]}}%s], "kwargs": {}}]}
        """
            .formatted(type, config, source, more);
    return JsonView.of("masks", JsonReader.read(text.getBytes(StandardCharsets.UTF_8), "masks"));
  }

  /// Each mask's layer is looked up, not searched for among all layers.
  @Test
  void manyMasksTakeNoLonger() {
    Map<String, JsonView> layers = new LinkedHashMap<>();
    Map<String, JsonView> masks = new LinkedHashMap<>();
    for (int i = 0; i < 30_000; i++) {
      layers.put("e" + i, layer("Embedding", "\"mask_zero\": true", "x" + i, ""));
      masks.put("m" + i, layer("NotEqual", "", "x" + i, ", 0"));
    }
    layers.putAll(masks);
    Masks all = new Masks(layers);
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> all.requireOnly(masks.values()));
  }
}
