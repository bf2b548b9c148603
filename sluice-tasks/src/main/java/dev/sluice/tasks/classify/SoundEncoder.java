package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.AudioJson;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.text.TextException;
import java.util.List;
import java.util.Map;

/// Turns sounds into what a network takes.
///
/// @param input what is seen of a sound
public record SoundEncoder(AudioInput input) implements SampleEncoder {
  /// @throws IllegalArgumentException if it is no sound, or too short for a step
  @Override
  public Encoded encode(Sample sample) {
    if (!(sample instanceof Sample.Heard heard)) {
      throw new IllegalArgumentException("the model takes sounds, not texts or numbers");
    }
    return values(input.steps(input.frames(heard.sound())));
  }

  /// Refuses what [#encode] would, without the work.
  ///
  /// @throws IllegalArgumentException if the sound is too short for a step
  public void check(Sound sound) {
    requireSteps(input.length(sound));
  }

  /// As [#check(Sound)], for what comes from a file.
  ///
  /// @param place where it stands
  /// @throws TextException if it is no sound, or too short for a step: with the place
  public void check(Sample.Labelled sample, String place) {
    if (!(sample.sample() instanceof Sample.Heard heard)) {
      throw new TextException(place + ": the model takes sounds, not texts or numbers");
    }
    try {
      check(heard.sound());
    } catch (IllegalArgumentException e) {
      throw new TextException(place + ": " + e.getMessage(), e);
    }
  }

  private void requireSteps(int steps) {
    if (steps == 0) {
      throw new IllegalArgumentException(
          "the sound is shorter than a step, %.3f s; leave it out".formatted(input.leastSeconds()));
    }
  }

  /// Steps as samples.
  ///
  /// @param steps `[T·width]`
  /// @throws IllegalArgumentException if there is none
  Encoded values(float[] steps) {
    requireSteps(steps.length);
    Shape shape = Shape.of(steps.length / input.width(), input.width());
    return new Encoded.Values(Tensor.of(shape, steps));
  }

  @Override
  public Sequences batch(List<Encoded> samples, long... numbers) {
    return Encoded.Values.pack(samples, input.width(), numbers);
  }

  @Override
  public Map<String, byte[]> files() {
    return Map.of(AudioInput.FILE, AudioJson.write(input));
  }
}
