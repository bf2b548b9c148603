package dev.sluice.tasks.speech;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.RecurrentSpecJson;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.AudioJson;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// A [Recogniser] as the files of a model's directory.
final class RecogniserFiles {
  private RecogniserFiles() {}

  static ModelFiles of(Recogniser model) {
    SpeechSpec spec = model.spec();
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", Recogniser.TASK)
            .put(SpeechNetwork.STACK, RecurrentSpecJson.write(spec.cell()))
            .put("classes", spec.classes())
            .put("input_dropout", spec.inputDropout())
            .put("output_dropout", spec.outputDropout())
            .build();
    SafetensorsFile weights =
        new SafetensorsFile(
            TorchTensors.toFile(spec.cell(), SpeechNetwork.STACK, model.tensors()),
            Map.of("variant", TorchTensors.variant(spec.cell()).orElse("torch")));
    Map<String, byte[]> extras = new TreeMap<>(model.vocabulary().files());
    extras.put(AudioInput.FILE, AudioJson.write(model.input()));
    return new ModelFiles(config, weights, extras, model.card());
  }

  static Recogniser read(Path directory, StoredModel stored) {
    JsonView config = stored.requireTask(Recogniser.TASK);
    config.allowOnly(
        "sluice_version",
        "task",
        SpeechNetwork.STACK,
        "classes",
        "input_dropout",
        "output_dropout");
    Map<String, byte[]> extras = stored.files().extras();
    byte[] audio = extras.get(AudioInput.FILE);
    if (audio == null) {
      throw new ModelException(
          directory + " has no " + AudioInput.FILE + ", which says what a sound is read as");
    }
    AudioInput input = AudioJson.read(audio, directory.resolve(AudioInput.FILE).toString());
    SpeechVocabulary vocabulary = SpeechVocabulary.read(extras, directory);
    try {
      SpeechSpec spec =
          new SpeechSpec(
              RecurrentSpecJson.read(config.member(SpeechNetwork.STACK)),
              config.member("classes").integer(2),
              config.member("input_dropout").number(),
              config.member("output_dropout").number());
      Map<String, Tensor> tensors =
          TorchTensors.fromFile(
              spec.cell(), SpeechNetwork.STACK, stored.files().weights().tensors());
      return Recogniser.of(spec, tensors, vocabulary, input, stored.files().card());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory + (": " + e.getMessage()) + "; the files are not of one model", e);
    }
  }
}
