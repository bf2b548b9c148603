package guide;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import guide.Classifier.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the cells learn to remember: [Recall] over its length, and remedies for the GRU.
final class MemoryTask implements Part {
  private static final int[] LENGTHS = {10, 20, 40, 80, 160};
  private static final int[] LONG = {80, 160};
  private static final int SEEDS = 3;
  private static final int STEPS = 600;

  /// Makes a network not yet trained.
  private interface Maker {
    Classifier of(int length, Seed seed);
  }

  @Override
  public void write(Page page) {
    Table cells = Table.of(heads(LENGTHS));
    List<Panel.Line> lines = new ArrayList<>();
    for (Cell cell : Cell.ofEqualSize()) {
      double[][] found = measure(LENGTHS, (length, seed) -> fresh(cell.spec(), Pool.LAST, seed));
      cells.row(cell.name(), printed(found));
      double[] x = Arrays.stream(LENGTHS).asDoubleStream().toArray();
      double[] means = Arrays.stream(found).mapToDouble(MemoryTask::percent).toArray();
      lines.add(new Panel.Line(cell.name(), cell.style(), x, means));
    }
    page.block("memory", cells.text());
    page.figure("memory", figure(lines));
    page.block("remedies", remedies().text());
  }

  private static Table remedies() {
    Table table = Table.of(heads(LONG));
    GruSpec gru = GruSpec.of(Recall.INPUTS, Cell.GRU_UNITS);
    remedy(table, Words.of("update bias 0", "更新门偏置 0"), of(gru, Pool.LAST));
    remedy(table, Words.of("update bias −1", "更新门偏置 −1"), of(gru.gateBias(-1, 0), Pool.LAST));
    remedy(table, Words.of("update bias −2", "更新门偏置 −2"), of(gru.gateBias(-2, 0), Pool.LAST));
    remedy(table, Words.of("update bias −4", "更新门偏置 −4"), of(gru.gateBias(-4, 0), Pool.LAST));
    remedy(table, Words.of("chrono start", "chrono 初值"), MemoryTask::chrono);
    remedy(
        table,
        Words.of("bias 0, attention over all states", "偏置 0，对所有状态做注意力"),
        of(gru, Pool.ATTENTION));
    remedy(table, Words.of("bias 0, mean of all states", "偏置 0，所有状态取平均"), of(gru, Pool.MEAN));
    remedy(
        table,
        Words.of("bias −2, gradient cut every 20 steps", "偏置 −2，每 20 步截断梯度"),
        of(gru.gateBias(-2, 0), Pool.LAST_OF_PIECES));
    return table;
  }

  private static void remedy(Table table, Words name, Maker maker) {
    table.row(name, printed(measure(LONG, maker)));
  }

  private static Maker of(GruSpec spec, Pool pool) {
    return (length, seed) -> fresh(spec, pool, seed);
  }

  private static Classifier fresh(RecurrentSpec<?> spec, Pool pool, Seed seed) {
    return new Classifier(spec, pool, Recall.SYMBOLS, seed);
  }

  /// Chrono initialisation (Tallec and Ollivier 2018, arXiv 1804.11188) for this form of the GRU:
  /// unit j begins with z = 1/(1 + u), u drawn from 1 to T − 1, so it forgets over about u steps.
  private static Classifier chrono(int length, Seed seed) {
    GruSpec spec = GruSpec.of(Recall.INPUTS, Cell.GRU_UNITS);
    Classifier classifier = fresh(spec, Pool.LAST, seed);
    Parameters parameters = classifier.parameters();
    Parameter bias = parameters.get("cell.l0.bias"); // b_z, b_r, b_n
    float[] values = parameters.values().clone();
    for (int j = 0; j < Cell.GRU_UNITS; j++) {
      double u = 1 + seed.named("chrono").uniform(j) * (length - 2);
      values[bias.offset() + j] = (float) -StrictMath.log(u);
    }
    parameters.set(values);
    return classifier;
  }

  /// Accuracies `[lengths][seeds]`.
  private static double[][] measure(int[] lengths, Maker maker) {
    double[][] found = new double[lengths.length][SEEDS];
    for (int i = 0; i < lengths.length; i++) {
      for (int s = 0; s < SEEDS; s++) {
        Seed seed = Seed.of(s + 1);
        Classifier.Source task = Recall.of(lengths[i]);
        found[i][s] = maker.of(lengths[i], seed).train(task, STEPS, seed).accuracy(task, seed);
      }
    }
    return found;
  }

  private static double percent(double[] accuracies) {
    return 100 * Arrays.stream(accuracies).sum() / accuracies.length;
  }

  private static String[] printed(double[][] found) {
    return Arrays.stream(found).map(MemoryTask::printed).toArray(String[]::new);
  }

  /// The mean, and in brackets least to most where seeds differ.
  private static String printed(double[] accuracies) {
    String mean = Text.of("%.0f %%", percent(accuracies));
    String least = Text.of("%.0f", 100 * Arrays.stream(accuracies).min().orElseThrow());
    String most = Text.of("%.0f", 100 * Arrays.stream(accuracies).max().orElseThrow());
    return least.equals(most) ? mean : mean + " (" + least + "–" + most + ")";
  }

  private static Words[] heads(int... lengths) {
    List<Words> heads = new ArrayList<>(List.of(Words.of("sequence length", "序列长度")));
    Arrays.stream(lengths).mapToObj(t -> Words.same("T = " + t)).forEach(heads::add);
    return heads.toArray(Words[]::new);
  }

  private static Figure figure(List<Panel.Line> lines) {
    double[] ticks = Arrays.stream(LENGTHS).asDoubleStream().toArray();
    return Figure.row(
        Words.of(
            "Accuracy of recalling the first symbol over the length of the sequence.",
            "回忆第一个符号的正确率随序列长度的变化。"),
        new Panel(
            Words.of(
                "Recall of the first symbol after " + STEPS + " training steps, mean of 3 seeds",
                "训练 " + STEPS + " 步后回忆第一个符号，3 个种子的平均"),
            Axis.log(Words.of("sequence length T", "序列长度 T"), ticks),
            Axis.linear(Words.of("right answers, %", "正确率，%"), 0, 25, 50, 75, 100),
            lines));
  }
}
