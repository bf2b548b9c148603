package dev.sluice.tasks.forecast;

import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;

/// A forecaster as the files of its directory.
final class ForecastFiles {
  private static final String TASK = "forecast";
  private static final String PLACE = "recurrent";

  private ForecastFiles() {}

  /// Reads a model's directory.
  ///
  /// @throws ModelException as [ForecastModel#load]
  static ForecastModel load(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    ForecastSpec spec = ForecastConfig.read(stored.requireTask(TASK));
    try {
      Map<String, Tensor> tensors =
          TorchTensors.fromFile(spec.cell(), PLACE, stored.files().weights().tensors());
      return new ForecastModel(spec, tensors, stored.files().card(), stored.files().extras());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory
              + ": "
              + e.getMessage()
              + "; config.json and model.safetensors are not of one model",
          e);
    }
  }

  /// @param tensors the network's, and the calibration's margins
  static ModelFiles of(
      ForecastSpec spec, Map<String, Tensor> tensors, Map<String, byte[]> extras, String card) {
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", TASK)
            .putAll(ForecastConfig.write(spec))
            .build();
    SafetensorsFile weights =
        new SafetensorsFile(
            TorchTensors.toFile(spec.cell(), PLACE, tensors),
            Map.of("variant", TorchTensors.variant(spec.cell()).orElse("torch")));
    return new ModelFiles(config, weights, extras, card);
  }
}
