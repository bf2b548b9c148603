package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A batch for CTC.
///
/// @param logits `[B][T_i][K]`
/// @param targets `[B][L_i]`
record CtcCase(float[][][] logits, int[][] targets, int classes) {
  /// What the library says of it: `[B]`, and `[B][T_i][K]` of the sum.
  record Answer(float[] losses, float[][][] slopes) {
    Doubles slope(int i, int classes) {
      return doubles(slopes[i], classes);
    }
  }

  /// Logits of N(0, spread²), symbols of which few differ so that neighbours are often equal.
  static CtcCase random(Random random, int classes, double spread, int[] frames, int[] symbols) {
    float[][][] logits = new float[frames.length][][];
    int[][] targets = new int[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      logits[i] = new float[frames[i]][classes];
      for (float[] frame : logits[i]) {
        for (int k = 0; k < classes; k++) {
          frame[k] = (float) (spread * random.nextGaussian());
        }
      }
      targets[i] = random.ints(symbols[i], 1, classes).toArray();
      while (Ctc.least(targets[i]) > frames[i]) {
        targets[i] = Arrays.copyOf(targets[i], targets[i].length - 1);
      }
    }
    return new CtcCase(logits, targets, classes);
  }

  int batch() {
    return targets.length;
  }

  CtcCase only(int i) {
    return new CtcCase(new float[][][] {logits[i]}, new int[][] {targets[i]}, classes);
  }

  Doubles values(int i) {
    return doubles(logits[i], classes);
  }

  List<Integer> target(int i) {
    return Arrays.stream(targets[i]).boxed().toList();
  }

  Answer run() {
    Seq x = Seq.of(logits, classes);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var rows = tape.input(x.rows());
      Var losses = Ctc.perSequence(new SeqVar(rows, x.lengths()), SeqIds.of(targets));
      Seq slopes = Seq.packed(tape.backward(losses.sum()).of(rows), x.lengths());
      float[][][] each = new float[batch()][][];
      Arrays.setAll(each, slopes::sequence);
      return new Answer(losses.copy().data(), each);
    }
  }

  private static Doubles doubles(float[][] rows, int classes) {
    return Doubles.define(new int[] {rows.length, classes}, at -> rows[at[0]][at[1]]);
  }

  /// Compares sequence `i`; losses relative to 1e-2 at least, slopes to the largest.
  ///
  /// @return the largest differences
  double[] check(Answer answer, int i, double loss, Doubles slope, double tolerance) {
    double ofLoss = Math.abs(answer.losses()[i] - loss) / Math.max(1e-2, Math.abs(loss));
    assertThat(ofLoss)
        .as("loss %s of sequence %d, expected %s, of %s", answer.losses()[i], i, loss, this)
        .isLessThanOrEqualTo(tolerance);
    double ofSlope = Differences.relative(answer.slope(i, classes), slope);
    assertThat(ofSlope).as("gradient of sequence %d of %s", i, this).isLessThanOrEqualTo(tolerance);
    return new double[] {ofLoss, ofSlope};
  }

  @Override
  public String toString() {
    int[] frames = Arrays.stream(logits).mapToInt(each -> each.length).toArray();
    return "frames %s, targets %s, %d classes"
        .formatted(Arrays.toString(frames), Arrays.deepToString(targets), classes);
  }
}
