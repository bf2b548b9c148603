package dev.sluice.tasks.forecast;

import static dev.sluice.testing.oracle.Definitions.sigmoid;
import static dev.sluice.testing.oracle.Definitions.sum;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.testing.oracle.Doubles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A [SegmentNetwork] on a GRU of one layer with the reset after the matmul and two biases, in
/// double, window by window and target by target.
///
/// @param parameters names and shapes, in order
/// @param windows `[B][T_b][F]`
record SegmentOracle(SegmentSpec spec, List<Parameter> parameters, float[][][] windows)
    implements Function<List<Doubles>, Doubles> {

  /// @param values the parameters' values
  /// @return `[B,H·D·P]`
  @Override
  public Doubles apply(List<Doubles> values) {
    Map<String, Doubles> named =
        IntStream.range(0, values.size())
            .boxed()
            .collect(Collectors.toMap(i -> parameters.get(i).name(), values::get));
    double[][][][] ahead = new double[windows.length][spec.targets()][][];
    for (int b = 0; b < windows.length; b++) {
      for (int d = 0; d < spec.targets(); d++) {
        ahead[b][d] = new Series(spec, named).forecast(windows[b], d);
      }
    }
    int targets = spec.targets();
    int parts = spec.output().parts();
    return Doubles.define(
        new int[] {windows.length, spec.horizon() * targets * parts},
        i -> ahead[i[0]][i[1] / parts % targets][i[1] / parts / targets][i[1] % parts]);
  }

  private record Series(SegmentSpec spec, Map<String, Doubles> named) {
    double[][] forecast(float[][] window, int d) {
      int w = spec.segment();
      int column = spec.columns().get(d);
      int segments = window.length / w;
      int first = window.length - segments * w;
      double last = window[window.length - 1][column];
      double[] h = new double[spec.cell().hiddenSize()];
      for (int i = 0; i < segments; i++) {
        double[] x = new double[w];
        for (int j = 0; j < w; j++) {
          x[j] = window[first + i * w + j][column] - last;
        }
        double[] code = linear("segment", x);
        h = gru(Arrays.stream(code).map(v -> Math.max(0, v)).toArray(), h);
      }
      int parts = spec.output().parts();
      double[][] result = new double[spec.horizon()][];
      for (int s = 0; s * w < result.length; s++) {
        double[] answer = linear("answer", gru(place(s, d), h));
        addStraight(window, column, s, answer);
        for (int j = 0; j < w && s * w + j < result.length; j++) {
          double[] said = Arrays.copyOfRange(answer, j * parts, (j + 1) * parts);
          said[0] += last;
          result[s * w + j] = parts == 1 ? said : ends(said);
        }
      }
      return result;
    }

    /// The last L steps, those before the window's beginning left out.
    private void addStraight(float[][] window, int column, int s, double... answer) {
      int steps = spec.straightSteps();
      double last = window[window.length - 1][column];
      for (int i = Math.max(0, steps - window.length); i < steps; i++) {
        double x = window[window.length - steps + i][column] - last;
        for (int o = 0; o < answer.length; o++) {
          answer[o] += of("straight.weight").at(s * answer.length + o, i) * x;
        }
      }
    }

    private static double[] ends(double... parts) {
      double below = Math.log1p(Math.exp(parts[1]));
      double above = Math.log1p(Math.exp(parts[2]));
      return new double[] {parts[0] - below, parts[0], parts[0] + above};
    }

    private double[] place(int s, int d) {
      Doubles position = of("position");
      double[] place = new double[spec.cell().inputSize()];
      int share = position.extent(1);
      Arrays.setAll(place, i -> i < share ? position.at(s, i) : of("target").at(d, i - share));
      return place;
    }

    private double[] linear(String layer, double... x) {
      return product(of(layer + ".weight"), of(layer + ".bias"), 0, x);
    }

    private double[] gru(double[] x, double[] h) {
      int n = h.length;
      double[] fromInput = product(of("recurrent.l0.input"), of("recurrent.l0.bias"), 0, x);
      double[] fromState = product(of("recurrent.l0.hidden"), of("recurrent.l0.bias"), 3 * n, h);
      double[] next = new double[n];
      for (int j = 0; j < n; j++) {
        double z = sigmoid(fromInput[j] + fromState[j]);
        double r = sigmoid(fromInput[n + j] + fromState[n + j]);
        double candidate = Math.tanh(fromInput[2 * n + j] + r * fromState[2 * n + j]);
        next[j] = (1 - z) * h[j] + z * candidate;
      }
      return next;
    }

    private Doubles of(String name) {
      Doubles values = named.get(name);
      if (values == null) {
        throw new AssertionError("no parameter " + name + " in " + named.keySet());
      }
      return values;
    }

    private static double[] product(Doubles weights, Doubles bias, int from, double... x) {
      double[] y = new double[weights.extent(0)];
      Arrays.setAll(y, o -> bias.at(from + o) + sum(x.length, i -> weights.at(o, i) * x[i]));
      return y;
    }
  }
}
