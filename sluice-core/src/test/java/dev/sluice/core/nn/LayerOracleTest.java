package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Doubles;
import dev.sluice.testing.oracle.Packing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The layers without recurrence against their definitions in double, over sequences of unequal
/// lengths.
class LayerOracleTest {
  private static final Lengths LENGTHS = Lengths.of(3, 0, 5, 2);

  private final Cases cases = new Cases(5);
  private final Parameters parameters = Parameters.initialised(Seed.of(2));

  /// The parameters as they begin hide mistakes (gains of 1, biases of 0): all get numbers of their
  /// own, none of them 0 or equal to another.
  private LayerCheck check(float bound, List<Tensor> inputs, Tensor weights) {
    float[] values = cases.matrix(1, parameters.complete().size(), bound)[0];
    assertThat(Bits.of(values)).doesNotHaveDuplicates();
    parameters.set(values);
    return new LayerCheck(parameters, inputs, weights);
  }

  private Tensor random(int rows, int columns) {
    return Tensor.matrix(cases.matrix(rows, columns, 1.5f));
  }

  @ParameterizedTest
  @CsvSource({"3,5", "7,3", "40,3", "4,33"})
  void linear(int inputs, int outputs) {
    Linear layer = Linear.create(inputs, outputs, parameters.root());
    Tensor x = random(LENGTHS.rows(), inputs);
    check((float) (1 / Math.sqrt(inputs)), List.of(x), random(LENGTHS.rows(), outputs))
        .check(
            (tape, in) -> layer.forward(new SeqVar(in.getFirst(), LENGTHS)).rows(),
            in -> Definitions.linear(in.get(0), in.get(1)).zip(in.get(2), Double::sum));
  }

  @ParameterizedTest
  @CsvSource({"3", "7", "17", "33"})
  void layerNorm(int features) {
    LayerNorm layer = LayerNorm.create(features, parameters.root());
    // Rows whose means and deviations differ, some far from 0 and 1.
    Tensor x = random(LENGTHS.rows(), features);
    for (int i = 0; i < x.data().length; i++) {
      int row = i / features;
      x.data()[i] = x.data()[i] * (0.5f + row) + 2 * row - 5;
    }
    check(1, List.of(x), random(LENGTHS.rows(), features))
        .check(
            (tape, in) -> layer.forward(new SeqVar(in.getFirst(), LENGTHS)).rows(),
            in -> Definitions.layerNorm(in.get(0), in.get(1), in.get(2), 1e-5f));
  }

  /// Ids that occur once, several times and never, the first and the last of the table among them.
  @ParameterizedTest
  @CsvSource({"8,3", "9,17"})
  void embedding(int vocabulary, int features) {
    Embedding layer = Embedding.create(vocabulary, features, parameters.root());
    int last = vocabulary - 1;
    int[][] ids = {{0, 5, 5}, {}, {last, 2, 0, 5, 3}, {1, 2}};
    check(1, List.of(), random(LENGTHS.rows(), features))
        .check(
            (tape, in) -> {
              SeqVar y = layer.forward(tape, SeqIds.of(ids));
              assertThat(y.lengths()).isEqualTo(LENGTHS);
              return y.rows();
            },
            in -> lookUp(in.getFirst(), ids));
  }

  private static Doubles lookUp(Doubles table, int[][] ids) {
    Packing packing = new Packing(Arrays.stream(ids).mapToInt(s -> s.length).toArray());
    int features = table.extent(1);
    double[] values = new double[packing.rows() * features];
    for (int b = 0; b < ids.length; b++) {
      for (int t = 0; t < ids[b].length; t++) {
        for (int j = 0; j < features; j++) {
          values[packing.row(b, t) * features + j] = table.at(ids[b][t], j);
        }
      }
    }
    return new Doubles(new int[] {packing.rows(), features}, values);
  }
}
