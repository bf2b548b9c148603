package guide;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import java.util.function.IntFunction;

/// How many parameters the cells have, and how much state a stream carries.
final class CellSizes implements Part {
  private static final int INPUTS = 8;
  private static final int UNITS = 32;

  @Override
  public void write(Page page) {
    Table table =
        Table.of(
            Words.of("cell", "单元"),
            Words.of("parameters", "参数"),
            Words.of("with I = 8, H = 32", "I = 8，H = 32 时"),
            Words.of("state per stream, floats", "每条流的状态，浮点数"),
            Words.of("units in the memory task", "记忆任务中的单元数"),
            Words.of("parameters there", "那里的参数"));
    row(table, "RNN", "H(I+H+1)", Cell.RNN_UNITS, h -> RnnSpec.of(INPUTS, h));
    row(table, "GRU", "3H(I+H+1)", Cell.GRU_UNITS, h -> GruSpec.of(INPUTS, h));
    row(table, "GRU, `pytorch`", "3H(I+H+2)", 0, h -> GruSpec.pytorch(INPUTS, h));
    row(table, "LSTM", "4H(I+H+1)", Cell.LSTM_UNITS, h -> LstmSpec.of(INPUTS, h));
    page.block("cells", table.text());
  }

  private static void row(
      Table table, String name, String formula, int equal, IntFunction<RecurrentSpec<?>> spec) {
    table.row(
        Words.same(name),
        formula,
        thousands(Cell.size(spec.apply(UNITS))),
        Integer.toString(spec.apply(UNITS).stateSize()),
        equal == 0 ? "" : Integer.toString(equal),
        equal == 0 ? "" : thousands(Cell.size(spec.apply(equal))));
  }

  private static String thousands(int value) {
    return Text.of("%,d", value);
  }
}
