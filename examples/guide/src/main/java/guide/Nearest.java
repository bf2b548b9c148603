package guide;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import java.util.ArrayList;
import java.util.List;

/// The hidden state as the feature of a sequence: for 60 days of 2015 the most similar 60 days of
/// the years before are looked up, and the week behind them is compared.
///
/// The GRU was trained to foresee such weeks; what is asked is whether distances between its states
/// mean something.
final class Nearest implements Part {
  private static final int EVERY = 3; // days between two windows

  /// @param next the mean of the 7 days behind it, °C away from the city's mean
  private record Piece(float[] raw, float[] feature, double next) {}

  /// How far two windows are apart.
  private interface Distance {
    double of(Piece a, Piece b);
  }

  @Override
  public void write(Page page) {
    WeatherGru trained = new WeatherGru();
    List<Piece> past = pieces(trained, 0, Weather.day(2015));
    List<Piece> queries = pieces(trained, Weather.day(2015), Weather.day(2016));
    Table table =
        Table.of(
            Words.of("the past window is chosen by", "选取过去窗口的依据"),
            Words.of("difference of the week behind it, °C", "其后一周的平均温差，°C"));
    Seed seed = Seed.of(1);
    double random = 0;
    for (int i = 0; i < queries.size(); i++) {
      random += difference(queries.get(i), past.get(seed.below(past.size(), i)));
    }
    table.row(Words.of("chance", "随机"), Text.of("%.2f", random / queries.size()));
    table.row(
        Words.of("the nearest 60 temperatures", "60 个气温值最接近"),
        mean(queries, past, (a, b) -> squares(a.raw, b.raw)));
    table.row(
        Words.of("the nearest last temperature", "最后一天的气温最接近"),
        mean(queries, past, (a, b) -> Math.abs(a.raw[a.raw.length - 1] - b.raw[b.raw.length - 1])));
    table.row(
        Words.of("the nearest hidden state (8 numbers)", "隐状态（8 个数）最接近"),
        mean(queries, past, (a, b) -> squares(a.feature, b.feature)));
    page.block("nearest", table.text());
  }

  private static String mean(List<Piece> queries, List<Piece> past, Distance distance) {
    double sum = 0;
    for (Piece query : queries) {
      Piece best = past.getFirst();
      for (Piece other : past) {
        best = distance.of(query, other) < distance.of(query, best) ? other : best;
      }
      sum += difference(query, best);
    }
    return Text.of("%.2f", sum / queries.size());
  }

  private static double difference(Piece a, Piece b) {
    return Math.abs(a.next - b.next);
  }

  private static double squares(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /// Windows that lie in these days with the week behind them, of both cities.
  private static List<Piece> pieces(WeatherGru trained, int from, int to) {
    List<Piece> pieces = new ArrayList<>();
    for (Weather city : trained.cities()) {
      int last = Math.min(to, city.celsius().length) - WeatherGru.CONTEXT - WeatherGru.AHEAD;
      for (int day = from; day <= last; day += EVERY) {
        float[][] steps = city.steps(day, WeatherGru.CONTEXT);
        float[] raw = new float[steps.length];
        for (int t = 0; t < raw.length; t++) {
          raw[t] = steps[t][0];
        }
        double next = city.mean(day + WeatherGru.CONTEXT, WeatherGru.AHEAD) - city.mean();
        pieces.add(new Piece(raw, feature(trained, steps), next));
      }
    }
    return pieces;
  }

  /// The state behind the last step, `[8]`.
  private static float[] feature(WeatherGru trained, float[][] steps) {
    try (Tape tape = Tape.inference()) {
      Seq x = Seq.of(new float[][][] {steps}, 1);
      return trained.gru().forward(tape.seq(x)).last().copy().data();
    }
  }
}
