package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/// Equality of bits, −0 and NaN included.
final class Bits {
  private Bits() {}

  static int[] of(float... values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  static void assertEqual(String what, float[] actual, float[] expected) {
    assertThat(of(actual)).as(what).isEqualTo(of(expected));
  }

  static void assertEqual(String what, float[][] actual, float[][] expected) {
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertEqual(what + " " + i, actual[i], expected[i]);
    }
  }

  static void assertEqual(String what, float[][][] actual, float[][][] expected) {
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertEqual(what + ", sequence " + i + ", step", actual[i], expected[i]);
    }
  }

  /// Outputs, states, and the gradients that belong to a sequence.
  static void assertSameSequences(String what, Case.Outcome actual, Case.Outcome expected) {
    assertEqual(what + ": outputs", actual.outputs(), expected.outputs());
    assertEqual(what + ": final state", actual.state(), expected.state());
    assertEqual(what + ": input gradient", actual.gradient().x(), expected.gradient().x());
    assertEqual(what + ": state gradient", actual.gradient().start(), expected.gradient().start());
  }

  /// Everything.
  static void assertSame(String what, Case.Outcome actual, Case.Outcome expected) {
    assertSameSequences(what, actual, expected);
    assertEqual(
        what + ": parameter gradient",
        actual.gradient().parameters(),
        expected.gradient().parameters());
  }
}
