package dev.sluice.tasks.classify;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.RecurrentSpecJson;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.words.WordEncoderSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A [Classifier] as the files of a model's directory.
final class ClassifierFiles {
  private static final double LEAST_TEMPERATURE = 1e-3;

  private ClassifierFiles() {}

  static ModelFiles of(Classifier model) {
    ClassifierSpec spec = model.spec();
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", Classifier.TASK)
            .put(ClassifierNetwork.INPUT, input(spec.input()))
            .put(ClassifierNetwork.STACK, RecurrentSpecJson.write(spec.cell()))
            .put("pooling", spec.pooling().name().toLowerCase(Locale.ROOT))
            .put("labels", JsonArray.ofStrings(model.labels()))
            .put("temperature", model.temperature())
            .put("input_dropout", spec.inputDropout())
            .put("output_dropout", spec.outputDropout())
            .put("smoothing", spec.smoothing())
            .build();
    Map<String, Tensor> tensors =
        TorchTensors.toFile(spec.cell(), ClassifierNetwork.STACK, model.tensors());
    if (spec.input() instanceof ClassifierInput.Words(WordEncoderSpec words)) {
      tensors = words.toFile(ClassifierNetwork.INPUT, tensors);
    }
    SafetensorsFile weights =
        new SafetensorsFile(
            tensors, Map.of("variant", TorchTensors.variant(spec.cell()).orElse("torch")));
    return new ModelFiles(config, weights, model.files(), model.card());
  }

  private static JsonObject input(ClassifierInput input) {
    return switch (input) {
      case ClassifierInput.Ids ids ->
          JsonObject.builder()
              .put("kind", "ids")
              .put("vocabulary", ids.vocabulary())
              .put("size", ids.size())
              .put("forgetting", ids.forgetting())
              .build();
      case ClassifierInput.Words(WordEncoderSpec words) ->
          JsonObject.builder().put("kind", "words").put("words", words.toJson()).build();
      case ClassifierInput.Values values ->
          JsonObject.builder()
              .put("kind", "values")
              .put("features", values.features())
              .put("noise", values.noise())
              .build();
    };
  }

  private static ClassifierInput input(JsonView config) {
    return switch (config.member("kind").string()) {
      case "ids" ->
          new ClassifierInput.Ids(
              config.member("vocabulary").integer(1),
              config.member("size").integer(1),
              config.member("forgetting").number());
      case "words" -> new ClassifierInput.Words(WordEncoderSpec.fromJson(config.member("words")));
      case "values" ->
          new ClassifierInput.Values(
              config.member("features").integer(1), config.member("noise").number());
      default -> throw config.member("kind").expected("ids, words or values");
    };
  }

  static Classifier read(Path directory, StoredModel stored) {
    JsonView config = stored.requireTask(Classifier.TASK);
    config.allowOnly(
        "sluice_version",
        "task",
        ClassifierNetwork.INPUT,
        ClassifierNetwork.STACK,
        "pooling",
        "labels",
        "temperature",
        "input_dropout",
        "output_dropout",
        "smoothing");
    List<String> labels =
        config.member("labels").elements().stream().map(JsonView::string).toList();
    double temperature = config.member("temperature").number();
    if (!(temperature >= LEAST_TEMPERATURE && temperature <= 1 / LEAST_TEMPERATURE)) {
      throw config.member("temperature").expected("a number from 1e-3 to 1e3");
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw config.member("labels").expected("labels of which none comes twice");
    }
    SampleEncoder encoder = SampleEncoder.read(stored.files().extras(), directory);
    try {
      ClassifierSpec spec =
          new ClassifierSpec(
              input(config.member(ClassifierNetwork.INPUT)),
              RecurrentSpecJson.read(config.member(ClassifierNetwork.STACK)),
              config.member("pooling").choice(Pooling.values()),
              labels.size(),
              config.member("input_dropout").number(),
              config.member("output_dropout").number(),
              config.member("smoothing").number());
      requireFitting(spec.input(), encoder);
      Map<String, Tensor> tensors =
          TorchTensors.fromFile(
              spec.cell(), ClassifierNetwork.STACK, stored.files().weights().tensors());
      if (spec.input() instanceof ClassifierInput.Words(WordEncoderSpec words)) {
        tensors = words.fromFile(ClassifierNetwork.INPUT, tensors);
      }
      Map<String, byte[]> extras = new TreeMap<>(stored.files().extras());
      extras.keySet().removeAll(encoder.files().keySet());
      return Classifier.of(
          spec, tensors, encoder, labels, temperature, stored.files().card(), extras);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory
              + (": " + e.getMessage())
              + "; config.json and model.safetensors are not of one model",
          e);
    }
  }

  private static void requireFitting(ClassifierInput input, SampleEncoder encoder) {
    boolean fits =
        switch (input) {
          case ClassifierInput.Ids ids ->
              encoder instanceof SampleEncoder.OfSymbols symbols
                  && symbols.symbols().size() == ids.vocabulary();
          case ClassifierInput.Words(WordEncoderSpec words) ->
              encoder instanceof SampleEncoder.OfWords own
                  && own.lexicon().words().size() == words.words()
                  && own.lexicon().characters().size() == words.characters();
          case ClassifierInput.Values values ->
              encoder instanceof SampleEncoder.OfValues own && own.columns() == values.features()
                  || encoder instanceof SoundEncoder sounds
                      && sounds.input().width() == values.features();
        };
    if (!fits) {
      throw new IllegalArgumentException("the vocabulary has other sizes than the network");
    }
  }
}
