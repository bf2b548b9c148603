package dev.sluice.core.nn;

import dev.sluice.core.nn.FloatCell.Ingredient;
import dev.sluice.core.nn.FloatCell.Sums;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Not a test: where the forward error of wide cells comes from. Prints the largest and the root
/// mean square error against the oracle, with one ingredient of the arithmetic after the other
/// computed in double, and of other ways to sum.
///
/// The arguments are H, T and the number of random networks for each cell. That the first way is
/// the library's, [ContractTest] shows.
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
    int steps = Integer.parseInt(args[1]);
    int networks = Integer.parseInt(args[2]);
    for (RecurrentSpec<?> spec : specs(Integer.parseInt(args[0]))) {
      study(spec, steps, networks);
    }
  }

  /// The cells that are studied, with `h` units.
  static List<RecurrentSpec<?>> specs(int h) {
    GruSpec before = GruSpec.of(h - 1, h);
    GruSpec after = before.reset(Reset.AFTER_MATMUL).bias(Bias.INPUT_AND_CANDIDATE);
    return List.of(
        before,
        after,
        before.layerNorm(),
        after.layerNorm(),
        RnnSpec.of(h - 1, h),
        RnnSpec.of(h - 1, h).activation(Activation.RELU),
        before.activations(Activation.SIGMOID, Activation.RELU),
        before.activations(Activation.SIGMOID, Activation.LINEAR));
  }

  private static void study(RecurrentSpec<?> spec, int steps, int networks) {
    double[] worst = new double[WAYS.size()];
    double[] square = new double[WAYS.size()];
    double largest = 0;
    for (int seed = 1; seed <= networks; seed++) {
      FloatNetwork network = FloatNetwork.of(spec, steps, seed);
      double[][] expected = network.expected();
      for (double[] row : expected) {
        largest = Math.max(largest, Arrays.stream(row).map(Math::abs).max().orElse(0));
      }
      for (int i = 0; i < WAYS.size(); i++) {
        double[][] actual = network.run(new FloatCell(WAYS.get(i).sums, WAYS.get(i).exact));
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
}
