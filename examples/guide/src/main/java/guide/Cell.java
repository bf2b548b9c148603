package guide;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Init;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import java.util.List;

/// One of the cells that are compared, with the style it is drawn in.
record Cell(Words name, String style, RecurrentSpec<?> spec) {
  /// The units with which the cells have about as many parameters on 8 inputs.
  static final int RNN_UNITS = 30;

  static final int GRU_UNITS = 16;
  static final int LSTM_UNITS = 14;

  /// Plain RNN, GRU and LSTM of about equal size, each with two kinds of start values.
  static List<Cell> ofEqualSize() {
    RnnSpec rnn = RnnSpec.of(Recall.INPUTS, RNN_UNITS);
    float bound = (float) (1 / StrictMath.sqrt(RNN_UNITS));
    GruSpec gru = GruSpec.of(Recall.INPUTS, GRU_UNITS);
    LstmSpec lstm = LstmSpec.of(Recall.INPUTS, LSTM_UNITS);
    return List.of(
        new Cell(
            Words.of("RNN, uniform start", "RNN，均匀分布初值"),
            "s0 dash",
            rnn.initialisers(Init.uniform(bound), Init.uniform(bound))),
        new Cell(Words.of("RNN, orthogonal start", "RNN，正交初值"), "s0", rnn),
        new Cell(Words.of("GRU, update bias 0", "GRU，更新门偏置 0"), "s1 dash", gru),
        new Cell(Words.of("GRU, update bias −2", "GRU，更新门偏置 −2"), "s1", gru.gateBias(-2, 0)),
        new Cell(Words.of("LSTM, forget bias 1", "LSTM，遗忘门偏置 1"), "s2 dash", lstm),
        new Cell(Words.of("LSTM, forget bias 3", "LSTM，遗忘门偏置 3"), "s2", lstm.forgetBias(3)));
  }

  /// The number of a stack's parameters.
  static int size(RecurrentSpec<?> spec) {
    Parameters parameters = Parameters.initialised(Seed.of(0));
    Recurrent.create(spec, parameters.scope("cell"));
    return parameters.complete().size();
  }
}
