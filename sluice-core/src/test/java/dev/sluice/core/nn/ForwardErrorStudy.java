package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.FloatCell.Ingredient;
import dev.sluice.core.nn.FloatCell.Sums;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Not a test: where the forward error of wide cells comes from. Prints the largest and the root
/// mean square error against the oracle, with one ingredient of the arithmetic after the other
/// computed in double, and of other ways to sum.
///
/// The arguments are H, T and the number of random networks for each cell.
final class ForwardErrorStudy {
  private static final Set<Ingredient> ALL = EnumSet.allOf(Ingredient.class);
  private static final Set<Ingredient> NONE = EnumSet.noneOf(Ingredient.class);

  /// A way to compute.
  private record Way(String name, Sums sums, Set<Ingredient> exact) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("as it is", Sums.CONTRACT, NONE),
          new Way("sums in double", Sums.EXACT, NONE),
          new Way("layer norm in double", Sums.CONTRACT, EnumSet.of(Ingredient.NORM)),
          new Way("sigma and tanh in double", Sums.CONTRACT, EnumSet.of(Ingredient.ACTIVATION)),
          new Way("update in double", Sums.CONTRACT, EnumSet.of(Ingredient.UPDATE)),
          new Way("all but the sums in double", Sums.CONTRACT, ALL),
          new Way("only the state in float", Sums.EXACT, without(Ingredient.STATE)),
          new Way("two plain float loops", Sums.LOOP, NONE),
          new Way("W x and U h summed apart", Sums.APART, NONE),
          new Way("sums of 64 terms", Sums.BLOCKS, NONE),
          new Way("sixteen partial sums", Sums.SIXTEEN, NONE));

  private ForwardErrorStudy() {}

  private static Set<Ingredient> without(Ingredient one) {
    return EnumSet.complementOf(EnumSet.of(one));
  }

  public static void main(String[] args) {
    int h = Integer.parseInt(args[0]);
    int steps = Integer.parseInt(args[1]);
    int networks = Integer.parseInt(args[2]);
    GruSpec before = GruSpec.of(h - 1, h);
    GruSpec after = before.reset(Reset.AFTER_MATMUL).bias(Bias.INPUT_AND_CANDIDATE);
    List<RecurrentSpec<?>> specs =
        List.of(
            before,
            after,
            before.layerNorm(),
            after.layerNorm(),
            RnnSpec.of(h - 1, h),
            RnnSpec.of(h - 1, h).activation(Activation.RELU),
            before.activations(Activation.SIGMOID, Activation.RELU),
            before.activations(Activation.SIGMOID, Activation.LINEAR));
    for (RecurrentSpec<?> spec : specs) {
      study(spec, steps, networks);
    }
  }

  private static void study(RecurrentSpec<?> spec, int steps, int networks) {
    double[] worst = new double[WAYS.size()];
    double[] square = new double[WAYS.size()];
    double largest = 0;
    for (int seed = 1; seed <= networks; seed++) {
      Case tested =
          new Cases(seed).of(spec, new int[] {steps}, Cases.Start.GIVEN).noise(Optional.empty());
      StackOracle oracle = new StackOracle(spec, tested.layout(), Optional.empty(), Mutant.NONE);
      double[] parameters = widen(tested.parameters());
      double[][] x =
          Arrays.stream(tested.x()[0]).map(ForwardErrorStudy::widen).toArray(double[][]::new);
      double[] start = widen(tested.start().orElseThrow()[0]);
      double[][] expected =
          oracle.run(
                  new StackOracle.Point(parameters, new double[][][] {x}, new double[][] {start}))
              .outputs()[0];
      FloatCell.Weights weights =
          FloatCell.Weights.of(
              oracle.numbers(parameters, "l0."), spec.inputSize(), spec.hiddenSize());
      for (double[] row : expected) {
        largest = Math.max(largest, Arrays.stream(row).map(Math::abs).max().orElse(0));
      }
      for (int i = 0; i < WAYS.size(); i++) {
        double[][] actual = run(WAYS.get(i), spec, weights, x, start);
        if (i == 0) {
          requireLibrarysBits(tested, actual);
        }
        for (int t = 0; t < actual.length; t++) {
          for (int j = 0; j < actual[t].length; j++) {
            double error = Math.abs(actual[t][j] - expected[t][j]);
            worst[i] = Math.max(worst[i], error);
            square[i] += error * error;
          }
        }
      }
    }
    System.out.printf(
        "%s, largest |h| %.2f, whose ulp is %.1e%n",
        name(spec), largest, Math.ulp((float) largest));
    double count = (double) networks * steps * spec.hiddenSize();
    for (int i = 0; i < WAYS.size(); i++) {
      System.out.printf(
          "  %-28s largest %.1e  rms %.2e%n",
          WAYS.get(i).name, worst[i], Math.sqrt(square[i] / count));
    }
  }

  private static String name(RecurrentSpec<?> spec) {
    return switch (spec) {
      case GruSpec gru -> "GRU " + gru.reset() + " " + gru.candidate() + " norm " + gru.norm();
      case LstmSpec lstm -> "LSTM";
      case RnnSpec rnn -> "RNN " + rnn.activation();
    };
  }

  private static double[][] run(
      Way way, RecurrentSpec<?> spec, FloatCell.Weights weights, double[][] x, double[] start) {
    FloatCell cell = new FloatCell(way.sums, way.exact);
    double[][] outputs = new double[x.length][];
    double[] h = start;
    for (int t = 0; t < x.length; t++) {
      h =
          switch (spec) {
            case GruSpec gru -> cell.gru(gru, weights, x[t], h);
            case LstmSpec lstm -> throw new IllegalArgumentException("the LSTM is not studied");
            case RnnSpec rnn -> cell.rnn(rnn, weights, x[t], h);
          };
      outputs[t] = h;
    }
    return outputs;
  }

  private static void requireLibrarysBits(Case tested, double[][] actual) {
    try (Workspace workspace = Workspace.threads(1)) {
      float[][] library = tested.run(workspace, Case.Path.FUSED).outputs()[0];
      for (int t = 0; t < library.length; t++) {
        if (!Arrays.equals(widen(library[t]), actual[t])) {
          throw new AssertionError(tested + ": step " + t + " is not what the library computes");
        }
      }
    }
  }

  private static double[] widen(float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
