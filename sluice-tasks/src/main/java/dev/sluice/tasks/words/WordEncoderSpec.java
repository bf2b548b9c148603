package dev.sluice.tasks.words;

import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.loop.Rates;
import java.util.Map;
import java.util.Optional;

/// What a [WordEncoder] computes.
///
/// @param words V, ids of words
/// @param size E, of a word's vector
/// @param characters C, ids of characters
/// @param characterSize of a character's vector
/// @param spellingUnits S of each direction of the recurrent layer over characters; 0 for words
///   alone
/// @param forgetting how often training takes a word for one it does not know, in `[0,1)`
public record WordEncoderSpec(
    int words, int size, int characters, int characterSize, int spellingUnits, double forgetting) {
  /// Checks the sizes.
  public WordEncoderSpec {
    if (words < 1 || size < 1 || characters < 1 || characterSize < 1 || spellingUnits < 0) {
      throw new IllegalArgumentException(
          "a word encoder needs positive sizes, not %d words of %d, %d characters of %d and %d units"
              .formatted(words, size, characters, characterSize, spellingUnits));
    }
    Rates.requireShare("forgetting", forgetting);
  }

  /// For a lexicon.
  public static WordEncoderSpec of(
      Lexicon lexicon, int size, int characterSize, int spellingUnits, double forgetting) {
    return new WordEncoderSpec(
        lexicon.words().size(),
        size,
        lexicon.characters().size(),
        characterSize,
        spellingUnits,
        forgetting);
  }

  /// The same, which training gives every word.
  public WordEncoderSpec withoutForgetting() {
    return new WordEncoderSpec(words, size, characters, characterSize, spellingUnits, 0);
  }

  /// E + 2S, the features of a word.
  public int outputSize() {
    return size + 2 * spellingUnits;
  }

  /// What reads spellings, empty for words alone.
  public Optional<GruSpec> spelling() {
    return spellingUnits == 0
        ? Optional.empty()
        : Optional.of(GruSpec.pytorch(characterSize, spellingUnits).direction(Direction.BOTH));
  }

  /// From a network's parameters to the tensors of a file: the spelling's under torch's names.
  ///
  /// @param place the scope of the encoder
  public Map<String, Tensor> toFile(String place, Map<String, Tensor> parameters) {
    return spelling()
        .map(cell -> TorchTensors.toFile(cell, place + "." + WordEncoder.SPELLING, parameters))
        .orElse(parameters);
  }

  /// The inverse of [#toFile].
  ///
  /// @throws IllegalArgumentException if a tensor is missing or has another shape
  public Map<String, Tensor> fromFile(String place, Map<String, Tensor> tensors) {
    return spelling()
        .map(cell -> TorchTensors.fromFile(cell, place + "." + WordEncoder.SPELLING, tensors))
        .orElse(tensors);
  }

  /// As it stands in a model's configuration.
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("words", words)
        .put("size", size)
        .put("characters", characters)
        .put("character_size", characterSize)
        .put("spelling_units", spellingUnits)
        .put("forgetting", forgetting)
        .build();
  }

  /// From a model's configuration.
  public static WordEncoderSpec fromJson(JsonView config) {
    config.allowOnly(
        "words", "size", "characters", "character_size", "spelling_units", "forgetting");
    return new WordEncoderSpec(
        config.member("words").integer(1),
        config.member("size").integer(1),
        config.member("characters").integer(1),
        config.member("character_size").integer(1),
        config.member("spelling_units").integer(0),
        config.member("forgetting").number());
  }
}
