package dev.sluice.tasks.translate;

import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentSpecJson;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.translate.TranslatorSpec.Feeding;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The directory of a [Translator].
final class TranslatorFiles {
  private TranslatorFiles() {}

  static void write(Translator model, Path directory, Overwrite overwrite) {
    TranslatorSpec spec = model.spec();
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", Translator.TASK)
            .put("encoder", RecurrentSpecJson.write(spec.encoder()))
            .put("decoder", RecurrentSpecJson.write(spec.decoder()))
            .put("source_symbols", spec.source())
            .put("target_symbols", spec.target())
            .put("attention", name(spec.attention()))
            .put("feeding", name(spec.feeding()))
            .put("tables", name(spec.tables()))
            .put("dropout", spec.dropout())
            .put("smoothing", spec.smoothing())
            .build();
    Map<String, Tensor> tensors =
        TorchTensors.toFile(
            spec.encoder(),
            TranslatorNetwork.ENCODER,
            TorchTensors.toFile(spec.decoder(), TranslatorNetwork.DECODER, model.tensors()));
    SafetensorsFile weights =
        new SafetensorsFile(
            tensors,
            Map.of(
                "variant", TorchTensors.variant(spec.encoder()).orElse("torch"),
                "decoder_variant", TorchTensors.variant(spec.decoder()).orElse("torch")));
    ModelDirectory.write(
        directory,
        new ModelFiles(config, weights, model.vocabulary().files(), model.card()),
        overwrite);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static Translator read(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    JsonView config = stored.requireTask(Translator.TASK);
    config.allowOnly(
        "sluice_version",
        "task",
        "encoder",
        "decoder",
        "source_symbols",
        "target_symbols",
        "attention",
        "feeding",
        "tables",
        "dropout",
        "smoothing");
    try {
      TranslatorSpec spec =
          new TranslatorSpec(
              RecurrentSpecJson.read(config.member("encoder")),
              RecurrentSpecJson.read(config.member("decoder")),
              config.member("source_symbols").integer(2),
              config.member("target_symbols").integer(2),
              config.member("attention").choice(Looking.values()),
              config.member("feeding").choice(Feeding.values()),
              config.member("tables").choice(Tables.values()),
              config.member("dropout").number(),
              config.member("smoothing").number());
      Map<String, Tensor> tensors =
          TorchTensors.fromFile(
              spec.decoder(),
              TranslatorNetwork.DECODER,
              TorchTensors.fromFile(
                  spec.encoder(), TranslatorNetwork.ENCODER, stored.files().weights().tensors()));
      TranslatorVocabulary vocabulary =
          TranslatorVocabulary.read(stored.files().extras(), spec.tables(), directory);
      return Translator.of(spec, tensors, vocabulary, stored.files().card());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory
              + (": " + e.getMessage())
              + "; config.json, model.safetensors and the vocabulary are not of one model",
          e);
    }
  }
}
