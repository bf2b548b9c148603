package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// Gradients against the oracle's central differences for sizes where these would take too long at
/// many places: along the whole gradient, or for each parameter, x and the start by itself along a
/// random direction and at one random place.
///
/// Of some hundred thousand relu units one or two lie so near to 0 that floats and doubles disagree
/// about the side: some 1e-3 of a random direction, but next to nothing of the gradient's own,
/// which is taken there.
final class DirectionCheck {
  private final Case tested;
  private final StackOracle.Point point;
  private final DoubleSupplier loss;
  private final Random random = new Random(2);

  /// Numbers of the oracle's point, `values[offset …]`, and the gradient that is said to be theirs.
  private record Row(double[] values, int offset, float[] gradient) {}

  private record Tensor(String name, List<Row> rows) {
    int size() {
      return rows.stream().mapToInt(row -> row.gradient.length).sum();
    }
  }

  private enum Direction {
    /// The gradient's own: the derivative must be its length.
    OWN,
    /// Every element up or down by the same.
    RANDOM,
    /// One element alone.
    PLACE
  }

  /// @param loss of the point as it stands
  DirectionCheck(Case tested, StackOracle.Point point, DoubleSupplier loss) {
    this.tested = tested;
    this.point = point;
    this.loss = loss;
  }

  /// The error along the whole gradient.
  ///
  /// @throws AssertionError if it is too large
  double whole(Case.Gradient gradient) {
    List<Row> all = tensors(gradient).stream().flatMap(tensor -> tensor.rows.stream()).toList();
    return error(new Tensor("everything", all), Direction.OWN);
  }

  /// The largest error along directions inside one tensor.
  ///
  /// @throws AssertionError if it is too large
  double each(Case.Gradient gradient) {
    double worst = 0;
    for (Tensor tensor : tensors(gradient)) {
      if (hasKinks()) {
        worst = Math.max(worst, error(tensor, Direction.OWN));
      } else {
        worst = Math.max(worst, error(tensor, Direction.RANDOM));
        worst = Math.max(worst, error(tensor, Direction.PLACE));
      }
    }
    return worst;
  }

  private boolean hasKinks() {
    return switch (tested.spec()) {
      case GruSpec gru -> gru.candidate() == Activation.RELU;
      case LstmSpec lstm -> false;
      case RnnSpec rnn -> rnn.activation() == Activation.RELU;
    };
  }

  private List<Tensor> tensors(Case.Gradient gradient) {
    List<Tensor> tensors = new ArrayList<>();
    for (Parameter parameter : tested.layout()) {
      int from = parameter.offset();
      int to = from + parameter.shape().size();
      float[] part = Arrays.copyOfRange(gradient.parameters(), from, to);
      tensors.add(new Tensor(parameter.name(), List.of(new Row(point.parameters(), from, part))));
    }
    List<Row> x = new ArrayList<>();
    for (int b = 0; b < gradient.x().length; b++) {
      x.addAll(rows(point.x()[b], gradient.x()[b]));
    }
    tensors.add(new Tensor("x", x));
    if (gradient.start().length > 0) {
      tensors.add(new Tensor("the start", rows(point.start(), gradient.start())));
    }
    return tensors;
  }

  private static List<Row> rows(double[][] values, float[][] gradient) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < gradient.length; i++) {
      rows.add(new Row(values[i], 0, gradient[i]));
    }
    return rows;
  }

  /// Relative to what the derivative in such a direction usually is.
  private double error(Tensor tensor, Direction kind) {
    double square = 0;
    double largest = 0;
    for (Row row : tensor.rows) {
      for (float g : row.gradient) {
        square += (double) g * g;
        largest = Math.max(largest, Math.abs(g));
      }
    }
    double length = Math.sqrt(square);
    List<double[]> direction = direction(tensor, kind, length);
    double actual = 0;
    for (int i = 0; i < direction.size(); i++) {
      for (int j = 0; j < direction.get(i).length; j++) {
        actual += direction.get(i)[j] * tensor.rows.get(i).gradient[j];
      }
    }
    double expected = derivative(tensor, direction);
    double usual =
        switch (kind) {
          case OWN -> length;
          case RANDOM -> length / Math.sqrt(tensor.size());
          case PLACE -> largest;
        };
    double error =
        Math.abs(actual - expected) / Math.max(1e-3, Math.max(usual, Math.abs(expected)));
    if (!(error <= OracleCheck.GRADIENT)) {
      throw new AssertionError(
          "%s: gradient of %s, direction %s: the loss grows by %s, expected %s"
              .formatted(tested, tensor.name, kind, actual, expected));
    }
    return error;
  }

  /// Of length 1.
  private List<double[]> direction(Tensor tensor, Direction kind, double length) {
    List<double[]> direction = new ArrayList<>();
    double each = 1 / Math.sqrt(tensor.size());
    for (Row row : tensor.rows) {
      double[] part = new double[row.gradient.length];
      switch (kind) {
        case OWN -> Arrays.setAll(part, j -> row.gradient[j] / Math.max(length, 1e-30));
        case RANDOM -> Arrays.setAll(part, j -> random.nextBoolean() ? each : -each);
        case PLACE -> {}
      }
      direction.add(part);
    }
    if (kind == Direction.PLACE) {
      double[] part = direction.get(random.nextInt(direction.size()));
      part[random.nextInt(part.length)] = 1;
    }
    return direction;
  }

  private double derivative(Tensor tensor, List<double[]> direction) {
    double above = lossAt(tensor, direction, OracleCheck.STEP);
    double below = lossAt(tensor, direction, -OracleCheck.STEP);
    return (above - below) / (2 * OracleCheck.STEP);
  }

  private double lossAt(Tensor tensor, List<double[]> direction, double step) {
    List<double[]> before = new ArrayList<>();
    for (int i = 0; i < direction.size(); i++) {
      Row row = tensor.rows.get(i);
      double[] move = direction.get(i);
      before.add(Arrays.copyOfRange(row.values, row.offset, row.offset + move.length));
      for (int j = 0; j < move.length; j++) {
        row.values[row.offset + j] += step * move[j];
      }
    }
    double result = loss.getAsDouble();
    for (int i = 0; i < direction.size(); i++) {
      Row row = tensor.rows.get(i);
      System.arraycopy(before.get(i), 0, row.values, row.offset, before.get(i).length);
    }
    return result;
  }
}
