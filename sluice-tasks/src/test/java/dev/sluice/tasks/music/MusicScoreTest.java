package dev.sluice.tasks.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The score against values worked out by hand: with weights 0 the logits are the biases, whatever
/// was heard.
class MusicScoreTest {
  /// Two pieces of 1 step with keys 3 and 4, one of 3 steps with key 3 alone.
  private static final List<PianoRoll> PIECES =
      List.of(
          PianoRoll.of(new int[] {3, 4}),
          PianoRoll.of(new int[] {3}, new int[] {3}, new int[] {3}),
          PianoRoll.of(new int[] {3, 4}));

  @Test
  void bothMeansByHand() {
    MusicNetwork network = MusicNetwork.create(spec(), Seed.of(1));
    float[] values = network.parameters().values();
    Arrays.fill(values, 0);
    int biases = values.length - PianoRoll.KEYS;
    values[biases + 3] = 2; // −ln σ(2) = 0.126928
    values[biases + 4] = -1; // −ln σ(−1) = 1.313262, −ln(1 − σ(−1)) = 0.313262
    double rest = 86 * Math.log(2);
    double both = rest + 0.126928 + 1.313262;
    double one = rest + 0.126928 + 0.313262;
    try (Workspace workspace = Workspace.threads(1)) {
      MusicScore score = MusicScore.of(network, PIECES, workspace);
      assertThat(score.perStep()).isCloseTo((2 * both + 3 * one) / 5, within(1e-5));
      assertThat(score.perSequence()).isCloseTo((2 * both + one) / 3, within(1e-5));
    }
  }

  @Test
  void theLossIsTheScorePerStep() {
    MusicNetwork network = MusicNetwork.create(spec(), Seed.of(1));
    try (Workspace workspace = Workspace.threads(1);
        var tape = workspace.inference()) {
      var batch = MusicScore.whole(PIECES).batches(3).iterator().next();
      float loss = MusicNetwork.loss().of(network.forward(tape, batch), batch).item();
      tape.close();
      assertThat(MusicScore.of(network, PIECES, workspace).perStep()).isCloseTo(loss, within(1e-4));
    }
  }

  private static MusicSpec spec() {
    return MusicSpec.of(GruSpec.of(PianoRoll.KEYS, 5));
  }
}
