package guide;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.Example;
import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.Network;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingReport;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Overfitting on little data, and remedies: 40 windows of 28 days of Seattle in 2012 and 2013 to
/// learn from, 2014 to judge by; the temperature three days ahead.
final class FewWindows implements Part {
  private static final int CONTEXT = 28;
  private static final int AHEAD = 3;
  private static final int WINDOWS = 40;
  private static final int VALIDATION = 160;
  private static final int EVERY = 2; // days between windows of validation
  private static final int EPOCHS = 300;
  private static final int UNITS = 32;
  private static final int SEEDS = 3;

  private final Weather city = Weather.of(Weather.CITIES.getFirst());
  private final Dataset<Batch> train =
      Dataset.of(windows(0, (Weather.day(2014) - CONTEXT - AHEAD) / WINDOWS, WINDOWS));
  private final Dataset<Batch> validation =
      Dataset.of(windows(Weather.day(2014), EVERY, VALIDATION));

  /// What is tried.
  ///
  /// @param dropout on the last state
  /// @param decay of the weights
  private record Remedy(Words name, String style, GruSpec spec, double dropout, double decay) {}

  private static List<Remedy> remedies() {
    GruSpec gru = GruSpec.of(1, UNITS);
    return List.of(
        new Remedy(Words.of("none", "无"), "s3", gru, 0, 0),
        new Remedy(
            Words.of("dropout 0.4 on the last state", "最后状态 dropout 0.4"), "s1", gru, 0.4, 0),
        new Remedy(
            Words.of("recurrent dropout 0.3", "循环 dropout 0.3"),
            "s2",
            gru.recurrentDropout(RecurrentDropout.STATE, 0.3),
            0,
            0),
        new Remedy(Words.of("weight decay 1", "权重衰减 1"), "s4", gru, 0, 1),
        new Remedy(
            Words.of("4 units instead of 32", "32 个单元减为 4 个"), "s5", GruSpec.of(1, 4), 0, 0));
  }

  /// The last state, dropout, a linear layer.
  private static final class Net implements Network {
    private final Parameters parameters;
    private final Recurrent stack;
    private final Dropout dropout;
    private final Linear head;

    Net(Remedy remedy, Seed seed) {
      parameters = Parameters.initialised(seed);
      stack = Recurrent.create(remedy.spec, parameters.scope("gru"));
      dropout = Dropout.of(remedy.dropout);
      head = Linear.create(remedy.spec.outputSize(), 1, parameters.scope("head"));
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public Var forward(Tape tape, Batch batch) {
      return head.forward(dropout.forward(stack.forward(tape.seq(batch.x())).last()));
    }
  }

  @Override
  public void write(Page page) {
    Table table =
        Table.of(
            Words.of("remedy", "对策"),
            Words.of("training error at the end", "结束时训练误差"),
            Words.of("validation error at the end", "结束时验证误差"),
            Words.of("at its best = early stopping", "最好时（早停）"),
            Words.of("least to most of the seeds", "各种子的最低与最高"));
    List<Panel.Line> lines = new ArrayList<>();
    for (Remedy remedy : remedies()) {
      Curves curves = curves(remedy);
      table.row(
          remedy.name,
          celsius(curves.train[EPOCHS - 1]),
          celsius(curves.validation[EPOCHS - 1]),
          celsius(Arrays.stream(curves.bests).average().orElseThrow()),
          range(curves.bests));
      lines.add(line(remedy.name, remedy.style, curves.validation));
      if (lines.size() == 1) {
        lines.add(line(Words.of("none, training error", "无，训练误差"), "s3 dash", curves.train));
      }
    }
    double naive = naive();
    table.row(Words.of("no network: as warm as today", "不用网络：与今天一样暖"), "", celsius(naive), "", "");
    page.block("few", table.text());
    page.figure("few", figure(lines));
  }

  /// Root mean squared errors in °C.
  ///
  /// @param train by epoch, over the seeds
  /// @param validation by epoch, over the seeds
  /// @param bests the lowest validation error of each seed
  private record Curves(double[] train, double[] validation, double[] bests) {}

  private Curves curves(Remedy remedy) {
    Curves curves = new Curves(new double[EPOCHS], new double[EPOCHS], new double[SEEDS]);
    Arrays.fill(curves.bests, Double.POSITIVE_INFINITY);
    for (int s = 0; s < SEEDS; s++) {
      Seed seed = Seed.of(s + 1);
      Adam adam = Adam.rate(3e-3);
      TrainingReport report =
          Trainer.of(new Net(remedy, seed), Loss.mse())
              .optimizer(remedy.decay == 0 ? adam : adam.weightDecay(remedy.decay))
              .clipNorm(1)
              .batchSize(WINDOWS)
              .epochs(EPOCHS)
              .seed(seed)
              .fit(train, validation);
      for (EpochLoss epoch : report.epochs()) {
        double square = epoch.validation().orElseThrow();
        curves.train[epoch.epoch() - 1] += epoch.train() / SEEDS;
        curves.validation[epoch.epoch() - 1] += square / SEEDS;
        curves.bests[s] = Math.min(curves.bests[s], square);
      }
    }
    for (double[] curve : List.of(curves.train, curves.validation, curves.bests)) {
      Arrays.setAll(curve, i -> Math.sqrt(curve[i]) * city.deviation());
    }
    return curves;
  }

  private static String range(double[] bests) {
    double least = Arrays.stream(bests).min().orElseThrow();
    double most = Arrays.stream(bests).max().orElseThrow();
    return Text.of("%.2f–%.2f °C", least, most);
  }

  private List<Example> windows(int from, int every, int count) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int day = from + i * every;
      Tensor x = Tensor.matrix(city.steps(day, CONTEXT));
      examples.add(Example.sequence(x, city.value(day + CONTEXT - 1 + AHEAD)));
    }
    return examples;
  }

  /// The validation error of saying that it stays as it is.
  private double naive() {
    double squares = 0;
    for (int i = 0; i < VALIDATION; i++) {
      int today = Weather.day(2014) + i * EVERY + CONTEXT - 1;
      double change = city.celsius()[today + AHEAD] - city.celsius()[today];
      squares += change * change;
    }
    return Math.sqrt(squares / VALIDATION);
  }

  private static String celsius(double value) {
    return Text.of("%.2f °C", value);
  }

  private static Panel.Line line(Words name, String style, double[] curve) {
    double[] epochs = new double[curve.length];
    for (int i = 0; i < epochs.length; i++) {
      epochs[i] = i + 1;
    }
    return new Panel.Line(name, style, epochs, curve);
  }

  private static Figure figure(List<Panel.Line> lines) {
    return Figure.row(
        Words.of("Errors by epoch with and without remedies.", "有无对策时误差随轮次的变化。"),
        new Panel(
            Words.of(
                "Error on a year not seen, trained on 40 windows (mean of 3 seeds)",
                "只用 40 个窗口训练，在未见过的一年上的误差（3 个种子平均）"),
            Axis.linear(Words.of("epoch", "轮次"), 0, 50, 100, 150, 200, 250, 300),
            Axis.linear(Words.of("RMSE, °C", "均方根误差，°C"), 0, 2, 4, 6, 8),
            lines));
  }
}
