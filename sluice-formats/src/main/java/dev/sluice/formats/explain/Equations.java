package dev.sluice.formats.explain;

import dev.sluice.core.nn.Reset;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellSpec;
import java.util.ArrayList;
import java.util.List;

/// A layer's equations as lines of text, in the project's notation: z weighs the new candidate.
///
/// ```
/// z = σ(W_z x + U_z h' + b_z)
/// r = σ(W_r x + U_r h' + b_r)
/// n = tanh(W_n x + b_n + r ⊙ (U_n h' + b_hn))
/// h = (1 − z) ⊙ h' + z ⊙ n
/// ```
public final class Equations {
  private Equations() {}

  /// The equations of one direction.
  ///
  /// @param d the direction's number, 0 or 1
  public static List<String> of(CellSpec spec, Explanation.Biases biases, int d) {
    List<CellActivation> f = spec.activations().get(d);
    List<String> lines =
        switch (spec.kind()) {
          case RNN -> List.of("h = " + call(f.get(0), spec, sum("", biases, "U h'")));
          case GRU -> gru(spec, biases, f);
          case LSTM -> lstm(spec, biases, f);
        };
    if (spec.clip() == Float.POSITIVE_INFINITY) {
      return lines;
    }
    List<String> clipped = new ArrayList<>(lines);
    clipped.add("clip(a) = max(−%s, min(%s, a))".formatted(spec.clip(), spec.clip()));
    return clipped;
  }

  private static List<String> gru(
      CellSpec spec, Explanation.Biases biases, List<CellActivation> f) {
    String candidate =
        spec.reset() == Reset.BEFORE_MATMUL
            ? sum("_n", biases, "U_n (r ⊙ h')")
            : switch (biases) {
              case NONE -> "W_n x + r ⊙ (U_n h')";
              case ONE -> "W_n x + b_n + r ⊙ (U_n h')";
              case TWO -> "W_n x + b_n + r ⊙ (U_n h' + b_hn)";
            };
    return List.of(
        "z = " + call(f.get(0), spec, sum("_z", biases, "U_z h'")),
        "r = " + call(f.get(0), spec, sum("_r", biases, "U_r h'")),
        "n = " + call(f.get(1), spec, candidate),
        "h = (1 − z) ⊙ h' + z ⊙ n");
  }

  private static List<String> lstm(
      CellSpec spec, Explanation.Biases biases, List<CellActivation> f) {
    boolean coupled = spec.forget() == CellSpec.Forget.COUPLED;
    return List.of(
        "i = " + call(f.get(0), spec, sum("_i", biases, "U_i h'")),
        "f = " + (coupled ? "1 − i" : call(f.get(0), spec, sum("_f", biases, "U_f h'"))),
        "g = " + call(f.get(1), spec, sum("_g", biases, "U_g h'")),
        "o = " + call(f.get(0), spec, sum("_o", biases, "U_o h'")),
        "c = f ⊙ c' + i ⊙ g",
        "h = o ⊙ " + name(f.get(2)) + "(c)");
  }

  private static String sum(String gate, Explanation.Biases biases, String recurrent) {
    String product = "W" + gate + " x + " + recurrent;
    return biases == Explanation.Biases.NONE ? product : product + " + b" + gate;
  }

  private static String call(CellActivation activation, CellSpec spec, String inner) {
    String text = spec.clip() == Float.POSITIVE_INFINITY ? inner : "clip(" + inner + ")";
    return name(activation).isEmpty() ? text : name(activation) + "(" + text + ")";
  }

  private static String name(CellActivation activation) {
    if (activation.equals(CellActivation.linear())) {
      return "";
    }
    return activation.function() == CellActivation.Function.SIGMOID ? "σ" : activation.toString();
  }
}
