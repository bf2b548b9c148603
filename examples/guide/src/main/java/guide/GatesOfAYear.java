package guide;

import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.tensor.Seq;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The gates of a trained GRU over a year of real temperatures, and which day wrote the memory.
///
/// ```
/// h_T = h_0·Π(1−z_s) + Σ_t w_t·n_t      w_t = z_t·Π_{s>t}(1−z_s)
/// ```
final class GatesOfAYear implements Part {
  private static final int DAYS = 365;
  private static final int BIN = 3; // days to a column of the picture

  @Override
  public void write(Page page) {
    WeatherGru trained = new WeatherGru();
    Weather seattle = trained.cities().getFirst();
    int first = Weather.day(2015);
    GruTrace trace = trained.gru().trace(Seq.of(new float[][][] {seattle.steps(first, DAYS)}, 1));
    double[][] z = units(trace.update());
    double[][] n = units(trace.candidate());
    double[][] h = units(trace.hidden());
    double[][] weights = Arrays.stream(z).map(GatesOfAYear::weights).toArray(double[][]::new);

    Table table =
        Table.of(
            Words.of("unit", "单元"),
            Words.of("mean z", "z 的平均"),
            Words.of("written in the last 1 day", "最近 1 天写入"),
            Words.of("7 days", "7 天"),
            Words.of("30 days", "30 天"),
            Words.of("90 days", "90 天"));
    double worstSum = 0;
    double worstState = 0;
    for (int j = 0; j < WeatherGru.UNITS; j++) {
      double untouched = 1;
      double state = 0;
      for (int t = 0; t < DAYS; t++) {
        untouched *= 1 - z[j][t];
        state += weights[j][t] * n[j][t];
      }
      worstSum = Math.max(worstSum, Math.abs(untouched + last(weights[j], DAYS) - 1));
      worstState = Math.max(worstState, Math.abs(state - h[j][DAYS - 1]));
      table.row(
          Words.same(Integer.toString(j + 1)),
          Text.of("%.2f", Arrays.stream(z[j]).sum() / DAYS),
          percent(weights[j], 1),
          percent(weights[j], 7),
          percent(weights[j], 30),
          percent(weights[j], 90));
    }
    page.block("year", table.text());
    page.block(
        "identity",
        Words.of(
            "On the last day, over all units: the weights add up to 1 within %s, and the sum is the state h within %s."
                .formatted(below(worstSum), below(worstState)),
            "在最后一天，对所有单元：权重之和与 1 的差小于 %s，加权和与状态 h 的差小于 %s。"
                .formatted(below(worstSum), below(worstState))));
    double[] celsius = Arrays.copyOfRange(seattle.celsius(), first, first + DAYS);
    page.figure("year", figure(celsius, z, units(trace.reset()), weights));
  }

  /// How much each day's candidate counts in the last day's state, of one unit.
  private static double[] weights(double[] z) {
    double[] weights = new double[z.length];
    double kept = 1;
    for (int t = z.length - 1; t >= 0; t--) {
      weights[t] = z[t] * kept;
      kept *= 1 - z[t];
    }
    return weights;
  }

  private static double last(double[] weights, int days) {
    return Arrays.stream(weights, weights.length - days, weights.length).sum();
  }

  private static String percent(double[] weights, int days) {
    return Text.of("%.1f %%", 100 * last(weights, days));
  }

  /// The next power of ten.
  private static String below(double value) {
    int exponent = (int) Math.ceil(StrictMath.log10(Math.max(value, 1e-15)));
    return "10" + Axis.superscript(exponent);
  }

  /// `[units][days]`
  private static double[][] units(Seq values) {
    float[][] steps = values.sequence(0);
    double[][] units = new double[WeatherGru.UNITS][DAYS];
    for (int t = 0; t < DAYS; t++) {
      for (int j = 0; j < units.length; j++) {
        units[j][t] = steps[t][j];
      }
    }
    return units;
  }

  /// Means of a few days each.
  private static double[][] binned(double[][] units) {
    double[][] bins = new double[units.length][Math.ceilDiv(DAYS, BIN)];
    for (int j = 0; j < units.length; j++) {
      for (int i = 0; i < bins[j].length; i++) {
        bins[j][i] =
            Arrays.stream(units[j], i * BIN, Math.min(DAYS, (i + 1) * BIN)).average().orElseThrow();
      }
    }
    return bins;
  }

  private static Figure figure(double[] celsius, double[][] z, double[][] r, double[][] weights) {
    double[] days = new double[DAYS];
    Arrays.setAll(days, t -> t + 1);
    Axis year = Axis.linear(Words.of("day of 2015", "2015 年的第几天"), 1, 60, 120, 180, 240, 300, 365);
    Words units = Words.of("units 1 to 8", "单元 1 至 8");
    Integer[] order = byLastDay(weights);
    return Figure.column(
        Words.of(
            "Temperature, update gates, reset gates and memory weights of a GRU over the year 2015"
                + " in Seattle.",
            "2015 年西雅图的气温，以及 GRU 的更新门、重置门与记忆权重。"),
        List.of(
            new Panel(
                Words.of("Highest temperature of each day, Seattle, °C", "西雅图每日最高气温，°C"),
                year,
                Axis.linear(Words.same("°C"), 0, 10, 20, 30, 40),
                List.of(new Panel.Line(Words.same(""), "s3", days, celsius))),
            new Heat(
                Words.of("Update gate z: dark = rewritten", "更新门 z：颜色深 = 改写"), units, binned(z)),
            new Heat(
                Words.of("Reset gate r: dark = old memory is seen", "重置门 r：颜色深 = 看得到旧记忆"),
                units,
                binned(r)),
            new Panel(
                Words.of(
                    "How much each day counts in the memory of the last day, three units",
                    "每一天在最后一天的记忆中所占的份额（三个单元）"),
                Axis.linear(Words.of("days back", "向前的天数"), 0, 5, 10, 15, 20, 25, 30),
                Axis.linear(Words.same("%"), 0, 20, 40, 60, 80, 100),
                List.of(
                    memory(weights, order[0], "s1"),
                    memory(weights, order[order.length / 2], "s2"),
                    memory(weights, order[order.length - 1], "s0")))),
        120,
        96,
        96,
        130);
  }

  /// The units by how much of the memory the last day wrote, most first.
  private static Integer[] byLastDay(double[][] weights) {
    Integer[] order = new Integer[weights.length];
    Arrays.setAll(order, j -> j);
    Arrays.sort(order, Comparator.comparingDouble(j -> -last(weights[j], 1)));
    return order;
  }

  private static Panel.Line memory(double[][] weights, int unit, String style) {
    double[] back = new double[31];
    double[] percent = new double[31];
    for (int i = 0; i < back.length; i++) {
      back[i] = i;
      percent[i] = 100 * weights[unit][DAYS - 1 - i];
    }
    Words name = Words.of("memory weights of unit " + (unit + 1), "单元 " + (unit + 1) + " 的记忆权重");
    return new Panel.Line(name, style, back, percent);
  }
}
