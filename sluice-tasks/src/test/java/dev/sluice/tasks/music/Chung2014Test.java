package dev.sluice.tasks.music;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.music.Chung2014.Cell;
import dev.sluice.tasks.music.Chung2014.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sizes are the paper's.
class Chung2014Test {
  @ParameterizedTest
  @CsvSource({
    // one bias a unit and gate: gates·(88·H + H·H + H), then the keys' 88·H + 88
    "TANH, 100, 18900, 8888",
    "GRU,   46, 18630, 4136",
    "LSTM,  36, 18000, 3256"
  })
  void unitsAndParameters(Cell cell, int units, int recurrent, int keys) {
    assertThat(cell.spec().hiddenSize()).isEqualTo(units);
    for (Corpus corpus : Corpus.values()) {
      MusicNetwork network = new Chung2014(corpus, cell).network(Seed.of(1));
      assertThat(network.parameters().size()).isEqualTo(recurrent + keys);
      assertThat(network.spec().cell()).isEqualTo(cell.spec());
    }
  }

  @Test
  void theResetGateActsBeforeTheMatmul() {
    assertThat(((GruSpec) Cell.GRU.spec()).reset()).isEqualTo(Reset.BEFORE_MATMUL);
  }

  @Test
  void everyFieldOfTheTableHasItsOwnMark() {
    assertThat(new Chung2014(Corpus.JSB, Cell.GRU).published()).isEqualTo(8.54);
    assertThat(new Chung2014(Corpus.NOTTINGHAM, Cell.TANH).published()).isEqualTo(3.13);
    assertThat(new Chung2014(Corpus.PIANO_MIDI, Cell.LSTM).published()).isEqualTo(9.03);
    assertThat(new Chung2014(Corpus.MUSEDATA, Cell.GRU).published()).isEqualTo(5.99);
  }
}
