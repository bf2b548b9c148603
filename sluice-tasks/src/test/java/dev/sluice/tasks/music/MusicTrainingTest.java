package dev.sluice.tasks.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A small set from beginning to end.
class MusicTrainingTest {
  private static final MusicTraining TRAINING =
      MusicTraining.of(0.05, 40).batches(3, 10).weightNoise(0.01);
  private static final PianoRolls TUNES = Tunes.rolls();

  @Test
  void everyCellLearnsWhatAMarkovChainCannot() {
    // A note that has begun goes on once: after it was heard once or twice, seen from one step the
    // next is a coin, ln 2 for the old note and ln 2 for the new one.
    double coin = 2 * Math.log(2);
    assertThat(train(GruSpec.of(PianoRoll.KEYS, 12), 1).score().perStep()).isLessThan(coin);
    assertThat(train(LstmSpec.of(PianoRoll.KEYS, 12), 1).score().perStep()).isLessThan(coin);
    assertThat(train(RnnSpec.of(PianoRoll.KEYS, 12), 1).score().perStep()).isLessThan(coin);
  }

  @Test
  void threadsChangeNothing() {
    Trained one = train(GruSpec.of(PianoRoll.KEYS, 12), 1);
    Trained two = train(GruSpec.of(PianoRoll.KEYS, 12), 2);
    assertThat(two.values()).isEqualTo(one.values());
    assertThat(two.score()).isEqualTo(one.score());
  }

  private record Trained(float[] values, MusicScore score) {}

  private static Trained train(RecurrentSpec<?> cell, int threads) {
    MusicSpec spec = MusicSpec.of(cell).dropout(0.05, 0.1);
    MusicNetwork network = MusicNetwork.create(spec, Seed.of(1));
    network.beginWith(TUNES.train());
    var data = TRAINING.data(TUNES.train());
    assertThat(data.count(3)).hasValue(TRAINING.steps(TUNES.train()));
    try (Workspace workspace = Workspace.threads(threads)) {
      TRAINING
          .trainer(network, TUNES.train(), Seed.of(2))
          .workspace(workspace)
          .fit(data, TRAINING.validation(TUNES.validation()));
      return new Trained(
          network.parameters().values().clone(), MusicScore.of(network, TUNES.test(), workspace));
    }
  }

  @Test
  void aNetworkBeginsWithHowOftenKeysSound() {
    MusicNetwork network =
        MusicNetwork.create(MusicSpec.of(GruSpec.of(PianoRoll.KEYS, 3)), Seed.of(1));
    network.beginWith(
        List.of(PianoRoll.of(new int[] {7}, new int[] {7, 9}), PianoRoll.of(new int[] {7})));
    float[] values = network.parameters().values();
    int biases = values.length - PianoRoll.KEYS;
    assertThat(values[biases + 7]).isEqualTo((float) Math.log(3.5 / 0.5));
    assertThat(values[biases + 8]).isEqualTo((float) Math.log(0.5 / 3.5));
    assertThat(values[biases + 9]).isEqualTo((float) Math.log(1.5 / 2.5));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MusicSpec.of(GruSpec.of(87, 3)))
        .withMessage("the stack takes 87 inputs, a step has 88 keys");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MusicSpec.of(GruSpec.of(88, 3)).dropout(1, 0))
        .withMessage("inputDropout lies in [0,1), not 1.0");
  }
}
