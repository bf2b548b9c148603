package dev.sluice.formats.cell;

/// The weights of one layer in one direction, rows in the order of the kind's gates.
///
/// @param input W `[G·H,I]`
/// @param hidden R `[G·H,H]`
/// @param bias Wb and Rb `[2·G·H]`, or empty
/// @param peepholes of an LSTM, Pi, Po, Pf `[3H]`, or empty
public record CellWeights(float[] input, float[] hidden, float[] bias, float[] peepholes) {
  /// Checks the sizes against a spec.
  ///
  /// @throws IllegalArgumentException if one differs
  public CellWeights checked(CellSpec spec) {
    int rows = spec.kind().gates() * spec.hidden();
    check("input weights", input.length, rows * spec.inputs());
    check("recurrent weights", hidden.length, rows * spec.hidden());
    if (bias.length > 0) {
      check("biases", bias.length, 2 * rows);
    }
    if (peepholes.length > 0) {
      check("peepholes", peepholes.length, 3 * spec.hidden());
    }
    return this;
  }

  private static void check(String what, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(found + " " + what + ", expected " + expected);
    }
  }
}
