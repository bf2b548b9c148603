package dev.sluice.tasks.music;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;

/// One field of the table of Chung, Gulcehre, Cho and Bengio 2014, "Empirical evaluation of gated
/// recurrent neural networks on sequence modeling" (arXiv 1412.3555): a cell on a set of piano
/// rolls.
///
/// Sizes are the paper's. How it is trained is not: what differs is in `docs/results.md`.
///
/// @param corpus the data
/// @param cell the recurrent unit
public record Chung2014(Corpus corpus, Cell cell) {
  /// The sets of Boulanger-Lewandowski et al. 2012 (arXiv 1206.6392).
  public enum Corpus {
    /// Folk tunes with chords.
    NOTTINGHAM("Nottingham"),
    /// Chorales of J. S. Bach.
    JSB("JSB_Chorales"),
    /// Orchestral and piano music.
    MUSEDATA("MuseData"),
    /// Classical piano music.
    PIANO_MIDI("Piano_midi");

    private final String label;

    Corpus(String label) {
      this.label = label;
    }

    /// Its name, as files have it.
    public String label() {
      return label;
    }
  }

  /// The units compared, at sizes that give them about as many parameters.
  public enum Cell {
    /// A plain recurrent layer of 100 tanh units.
    TANH("tanh"),
    /// 46 gated recurrent units, reset before the matmul.
    GRU("GRU"),
    /// 36 long short-term memory units.
    LSTM("LSTM");

    private final String label;

    Cell(String label) {
      this.label = label;
    }

    /// Its name, as the paper writes it.
    public String label() {
      return label;
    }

    /// The layer.
    public RecurrentSpec<?> spec() {
      return switch (this) {
        case TANH -> RnnSpec.of(PianoRoll.KEYS, 100);
        case GRU -> GruSpec.of(PianoRoll.KEYS, 46);
        case LSTM -> LstmSpec.of(PianoRoll.KEYS, 36);
      };
    }
  }

  /// The paper's negative log-likelihood on the test, in nats a step: as remembered, but for GRU on
  /// JSB, which was found confirmed.
  public double published() {
    double[] tanhGruLstm =
        switch (corpus) {
          case NOTTINGHAM -> new double[] {3.13, 3.23, 3.20};
          case JSB -> new double[] {9.10, 8.54, 8.67};
          case MUSEDATA -> new double[] {6.23, 5.99, 6.23};
          case PIANO_MIDI -> new double[] {9.03, 8.82, 9.03};
        };
    return tanhGruLstm[cell.ordinal()];
  }

  /// The network, not yet trained.
  public MusicNetwork network(Seed seed) {
    return MusicNetwork.create(spec(), seed.named("network"));
  }

  private MusicSpec spec() {
    MusicSpec spec = MusicSpec.of(cell.spec());
    return corpus == Corpus.JSB ? spec.dropout(0.1, 0) : spec;
  }

  /// How it is trained; chosen on validation, see `docs/results.md`.
  public MusicTraining training() {
    double rate =
        switch (cell) {
          case TANH -> 0.007;
          case GRU -> 0.01;
          case LSTM -> 0.02;
        };
    return switch (corpus) {
      case NOTTINGHAM -> MusicTraining.of(rate, 30).weightNoise(0).weightDecay(0.05);
      case JSB -> MusicTraining.of(rate, 40).weightDecay(0.1);
      case MUSEDATA -> MusicTraining.of(rate, 15).weightNoise(0.05);
      case PIANO_MIDI -> MusicTraining.of(rate, 15).weightDecay(0.1);
    };
  }

  @Override
  public String toString() {
    return corpus.label() + " " + cell.label();
  }
}
