package guide;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How much of a gradient at the last step reaches earlier ones: the norm of d(v·h_T)/d(state_t)
/// for random directions v of length 1, the mean over sequences.
///
/// A zero is added to the state at every step; its gradient is the one that is wanted.
final class GradientFlow implements Part {
  private static final int LENGTH = 100;
  private static final int SEQUENCES = 16;
  private static final int TRAINED_ON = 40;
  private static final int TRAINING_STEPS = 400;
  private static final int[] BACK = {10, 30, 60, 99};
  private static final Seed SEED = Seed.of(1);

  @Override
  public void write(Page page) {
    Table table =
        Table.of(
            Words.of("steps back", "向前第几步"),
            Words.same("10"),
            Words.same("30"),
            Words.same("60"),
            Words.same("99"),
            Words.of("right answers", "正确率"));
    List<Panel.Line> before = new ArrayList<>();
    List<Panel.Line> after = new ArrayList<>();
    for (Cell cell : Cell.ofEqualSize()) {
      Classifier classifier =
          new Classifier(cell.spec(), Classifier.Pool.LAST, Recall.SYMBOLS, SEED);
      double[] start = norms(classifier.stack());
      before.add(line(cell, start));
      Classifier.Source task = Recall.of(TRAINED_ON);
      double right = classifier.train(task, TRAINING_STEPS, SEED).accuracy(task, SEED);
      double[] end = norms(classifier.stack());
      after.add(line(cell, end));
      Words name = cell.name();
      table.row(Words.of(name.en() + " · before", name.zh() + " · 训练前"), cells(start, ""));
      String answers = Text.of("%.0f %%", 100 * right);
      table.row(Words.of(name.en() + " · trained", name.zh() + " · 训练后"), cells(end, answers));
    }
    page.block("gradient", table.text());
    page.figure("gradient", figure(before, after));
  }

  private static String[] cells(double[] norms, String last) {
    List<String> cells = new ArrayList<>();
    Arrays.stream(BACK).mapToObj(back -> Text.power(norms[back])).forEach(cells::add);
    cells.add(last);
    return cells.toArray(String[]::new);
  }

  /// Norms by steps back from the last, `[LENGTH]`.
  private static double[] norms(Recurrent stack) {
    Seq x = Recall.of(LENGTH).sequences(SEQUENCES, SEED.named("gradient")).x();
    double[] norms = new double[LENGTH];
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(SEED)) {
      Var rows = tape.constant(x.rows());
      List<Var> zeros = new ArrayList<>();
      Var state = stack.initialState(tape, SEQUENCES);
      for (int t = 0; t < LENGTH; t++) {
        Var step = rows.slice(0, t * SEQUENCES, (t + 1) * SEQUENCES);
        zeros.add(tape.input(Tensor.zeros(SEQUENCES, stack.stateSize())));
        state = stack.step(step, state).plus(zeros.getLast());
      }
      Var product = stack.output(state).times(tape.constant(directions(stack.outputSize())));
      Gradients gradients = tape.backward(product.sum());
      for (int back = 0; back < LENGTH; back++) {
        norms[back] = meanNorm(gradients.of(zeros.get(LENGTH - 1 - back)));
      }
    }
    return norms;
  }

  /// A random vector of length 1 for each sequence.
  private static Tensor directions(int units) {
    Tensor v = Tensor.zeros(SEQUENCES, units);
    for (int i = 0; i < v.data().length; i++) {
      v.data()[i] = SEED.named("direction").normal(i);
    }
    for (int b = 0; b < SEQUENCES; b++) {
      double norm = norm(v, b);
      for (int j = 0; j < units; j++) {
        v.data()[b * units + j] /= (float) norm;
      }
    }
    return v;
  }

  private static double meanNorm(Tensor rows) {
    double sum = 0;
    for (int b = 0; b < SEQUENCES; b++) {
      sum += norm(rows, b);
    }
    return sum / SEQUENCES;
  }

  private static double norm(Tensor rows, int row) {
    int columns = rows.shape().columns();
    double square = 0;
    for (int j = 0; j < columns; j++) {
      square += square(rows.data()[row * columns + j]);
    }
    return Math.sqrt(square);
  }

  private static double square(double value) {
    return value * value;
  }

  private static Panel.Line line(Cell cell, double[] norms) {
    double[] back = new double[LENGTH];
    Arrays.setAll(back, i -> i);
    return new Panel.Line(cell.name(), cell.style(), back, norms);
  }

  private static Figure figure(List<Panel.Line> before, List<Panel.Line> after) {
    Axis x = Axis.linear(Words.of("steps back from the last", "从最后一步向前的步数"), 0, 25, 50, 75, 100);
    Axis y = Axis.log(Words.of("norm of the gradient", "梯度的范数"), 1e-12, 1e-9, 1e-6, 1e-3, 1, 1e3);
    return Figure.row(
        Words.of(
            "How the gradient shrinks on its way back through time, before and after training.",
            "梯度沿时间向前传播时如何缩小：训练前与训练后。"),
        new Panel(Words.of("At the start", "训练之前"), x, y, before),
        new Panel(Words.of("Trained to recall over 40 steps", "训练回忆 40 步之前的符号后"), x, y, after));
  }
}
