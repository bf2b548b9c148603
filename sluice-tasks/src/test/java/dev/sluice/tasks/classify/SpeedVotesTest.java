package dev.sluice.tasks.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Distortion;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpeedVotesTest {
  private static Sound noise(long seed) {
    float[] x = new float[3000];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.2f * Seed.of(seed).normal(i) * (float) Math.sin(i * 0.001 * seed);
    }
    return Sound.of(x, 8000);
  }

  private static Classifier untrained() {
    AudioInput input =
        AudioInput.of(
            FeatureSpec.of(8000).bands(10), Normalisation.TRAINING, 2, List.of(noise(1), noise(2)));
    ClassifierSpec spec =
        new ClassifierSpec(
            new ClassifierInput.Values(input.width(), 0),
            GruSpec.of(input.width(), 5),
            Pooling.MEAN,
            3,
            0,
            0,
            0);
    return Classifier.of(
        ClassifierNetwork.create(spec, Seed.of(3)),
        new SoundEncoder(input),
        List.of("a", "b", "c"));
  }

  @Test
  void averagesTheLogarithms() {
    Classifier model = untrained();
    List<Sound> sounds = List.of(noise(4), noise(5));
    try (Workspace workspace = Workspace.threads(1)) {
      double[][] slow = at(model, sounds, 80, workspace);
      double[][] fast = at(model, sounds, 125, workspace);
      double[][] votes = new SpeedVotes(model, List.of(80, 125)).probabilities(sounds, workspace);
      for (int i = 0; i < votes.length; i++) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
          sum += Math.sqrt((slow[i][c] + 1e-4) * (fast[i][c] + 1e-4));
        }
        for (int c = 0; c < 3; c++) {
          double mean = Math.sqrt((slow[i][c] + 1e-4) * (fast[i][c] + 1e-4)) / sum;
          assertThat(votes[i][c]).isCloseTo(mean, Offset.offset(1e-12));
        }
        assertThat(slow[i]).isNotEqualTo(fast[i]);
      }
    }
  }

  private static double[][] at(
      Classifier model, List<Sound> sounds, int percent, Workspace workspace) {
    return model.probabilities(
        sounds.stream().map(each -> new Sample.Heard(Distortion.speed(each, percent))).toList(),
        workspace);
  }

  @Test
  void unknownLabelsAndNoSpeedAreRefused() {
    assertThatThrownBy(() -> new SpeedVotes(untrained(), List.of()))
        .hasMessageContaining("no speed");
    List<Sample.Labelled> odd = List.of(new Sample.Labelled(new Sample.Heard(noise(4)), "d"));
    try (Workspace workspace = Workspace.threads(1)) {
      assertThatThrownBy(() -> new SpeedVotes(untrained(), List.of(100)).score(odd, workspace))
          .hasMessageContaining("none of the model's: a b c");
    }
  }
}
