package guide;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;

/// Two steps of a GRU with one input and three units, small enough for a pocket calculator.
///
/// Unit 1 is made to keep (z near 0), unit 2 to overwrite (z near 1), unit 3 to mix; unit 3 also
/// looks at the old memory of unit 2, as far as the reset gate of unit 2 lets it.
final class StepByHand implements Part {
  private static final int UNITS = 3;

  /// W `[3H,1]`: z, r, n, three units each.
  private static final float[] INPUT = {0, 0, 0.5f, 0, -2, 0, 1, 1, 1};

  /// U `[3H,3]`, a row per unit: only the candidate of unit 3 looks at the old memory, at unit 2.
  private static final float[] HIDDEN = new float[3 * UNITS * UNITS];

  /// b `[3H]`.
  private static final float[] BIAS = {-3, 3, 0, 0, 1, 0, 0, 0, 0};

  static {
    HIDDEN[2 * UNITS * UNITS + 2 * UNITS + 1] = 2; // U_n, row of unit 3, column of unit 2
  }

  private static final float[][] X = {{1}, {-1}};

  @Override
  public void write(Page page) {
    Parameters parameters = Parameters.initialised(Seed.of(0));
    Gru gru = Gru.create(GruSpec.of(1, UNITS), parameters.scope("gru"));
    float[] values = new float[parameters.complete().size()];
    put(values, parameters.get("gru.l0.input").offset(), INPUT);
    put(values, parameters.get("gru.l0.hidden").offset(), HIDDEN);
    put(values, parameters.get("gru.l0.bias").offset(), BIAS);
    parameters.set(values);

    GruTrace trace = gru.trace(Seq.of(new float[][][] {X}, 1));
    Table table =
        Table.of(
            Words.of("step", "步"),
            Words.of("x", "x"),
            Words.of("unit", "单元"),
            Words.of("old h′", "旧 h′"),
            Words.same("z"),
            Words.same("r"),
            Words.same("n"),
            Words.of("new h", "新 h"));
    for (int t = 0; t < X.length; t++) {
      for (int j = 0; j < UNITS; j++) {
        table.row(
            Words.same(Integer.toString(t + 1)),
            Text.of("%.0f", X[t][0]),
            Integer.toString(j + 1),
            number(t == 0 ? 0 : at(trace.hidden(), t - 1, j)),
            number(at(trace.update(), t, j)),
            number(at(trace.reset(), t, j)),
            number(at(trace.candidate(), t, j)),
            number(at(trace.hidden(), t, j)));
      }
    }
    page.block("step", table.text());
  }

  private static float at(Seq values, int step, int unit) {
    return values.sequence(0)[step][unit];
  }

  private static String number(float value) {
    return Text.of("%.3f", value);
  }

  private static void put(float[] values, int from, float... part) {
    System.arraycopy(part, 0, values, from, part.length);
  }
}
