package dev.sluice.formats.keras;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.Source;
import dev.sluice.formats.npy.Npy;
import dev.sluice.testing.ZipResource;
import java.util.Map;

/// Models that Keras 3.15.1 saved, with random weights, and what it computed; made by
/// `src/test/python/make_cases.py`.
final class Cases {
  private static final Map<String, byte[]> FILES = ZipResource.read(Cases.class, "cases.zip");

  private Cases() {}

  /// All models, as `case/model.keras` and `case/model.h5`.
  static String[] models() {
    return FILES.keySet().stream().filter(name -> name.contains("/model.")).toArray(String[]::new);
  }

  static Source source(String name) {
    return Source.of(name, FILES.get(name).clone());
  }

  static KerasFile file(String name) {
    return KerasFile.read(source(name));
  }

  /// An array beside a model.
  static Tensor array(String model, String name) {
    byte[] bytes = FILES.get(model.substring(0, model.indexOf('/') + 1) + name);
    return Npy.read(Source.of(name, bytes), 0, bytes.length);
  }
}
