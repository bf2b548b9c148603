package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The same bits over threads, warm and cold buffers, and the rows of other samples.
class DeterminismTest {
  private static final int[] LENGTHS = {31, 0, 57, 57, 3, 44, 1, 60, 12, 29};
  private static final int IN = 61;
  private static final int OUT = 131;

  private static Tensor random(long seed, int... dims) {
    Random random = new Random(seed);
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = random.nextFloat() - 0.5f;
    }
    return tensor;
  }

  /// A step through most operations, large enough that every one is shared out.
  private static List<float[]> step(Workspace workspace) {
    Lengths lengths = Lengths.of(LENGTHS);
    Tensor[] inputs = {
      random(1, lengths.rows(), IN),
      random(2, OUT, IN),
      random(3, OUT),
      random(4, OUT, OUT),
      random(5, OUT),
      random(6, OUT, 7)
    };
    try (Tape tape = workspace.record(Seed.of(3))) {
      Var[] in = new Var[inputs.length];
      Arrays.setAll(in, i -> tape.input(inputs[i]));
      Var hidden = Ops.affine(in[0], in[1], in[2]).tanh();
      Var normal = Ops.layerNorm(Ops.addMatmul(hidden, hidden, in[3]), in[4], in[2], 1e-5f);
      SeqVar sequence = new SeqVar(normal, lengths).dropout(0.2f).reverse();
      Var padded = sequence.toPadded();
      Var weights = Ops.batchMatmulTransposed(padded, padded).scale(0.1f).softmax();
      SeqVar context = SeqVar.fromPadded(Ops.batchMatmul(weights, padded), lengths);
      Var pooled = Ops.concat(1, context.mean(), sequence.max(), sequence.last());
      Var scores = context.rows().times(normal.sigmoid()).matmul(in[5]).logSoftmax();
      Var loss = scores.square().mean().plus(pooled.abs().sum(1).mean());
      Gradients gradients = tape.backward(loss);
      List<float[]> all = new ArrayList<>(List.of(scores.copy().data(), pooled.copy().data()));
      for (Var leaf : in) {
        all.add(gradients.of(leaf).data());
      }
      return all;
    }
  }

  private static void assertSameBits(List<float[]> actual, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(bits(actual.get(i))).as("tensor %d", i).isEqualTo(bits(expected.get(i)));
    }
  }

  private static int[] bits(float... values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }

  @Test
  void threadsAndBuffersDoNotShow() {
    List<float[]> expected;
    try (Workspace cold = Workspace.threads(1)) {
      expected = step(cold);
      for (float[] tensor : expected) {
        for (float value : tensor) {
          assertThat(Float.isFinite(value)).isTrue();
        }
      }
      assertSameBits(step(cold), expected);
      long held = cold.bytes();
      cold.compute().arena().poison();
      assertSameBits(step(cold), expected);
      assertThat(cold.bytes()).isEqualTo(held);
    }
    for (int threads : new int[] {2, 4}) {
      try (Workspace workspace = Workspace.threads(threads)) {
        try (Tape other = workspace.inference()) {
          other.zeros(3, 12_345).tanh(); // moves everything that follows in the buffers
        }
        assertSameBits(step(workspace), expected);
        workspace.compute().arena().poison();
        assertSameBits(step(workspace), expected);
      }
    }
  }

  @Test
  void rowsDoNotSeeEachOther() {
    Tensor x = random(1, 23, IN);
    Tensor w = random(2, OUT, IN);
    Tensor b = random(3, OUT);
    try (Workspace workspace = Workspace.threads(1)) {
      float[][] whole = rows(workspace, x, w, b);
      for (int row : new int[] {0, 7, 22}) {
        float[] part = Arrays.copyOfRange(x.data(), row * IN, (row + 1) * IN);
        float[][] alone = rows(workspace, Tensor.of(Shape.of(1, IN), part), w, b);
        for (int i = 0; i < whole.length; i++) {
          int width = alone[i].length;
          float[] same = Arrays.copyOfRange(whole[i], row * width, (row + 1) * width);
          assertThat(bits(alone[i])).as("result %d, row %d", i, row).isEqualTo(bits(same));
        }
      }
    }
  }

  /// Values and input gradients of operations on rows.
  private static float[][] rows(Workspace workspace, Tensor x, Tensor w, Tensor b) {
    try (Tape tape = workspace.record(Seed.of(3))) {
      Var in = tape.input(x);
      Var y = Ops.affine(in, tape.constant(w), tape.constant(b));
      Var z = Ops.layerNorm(y, tape.constant(b), tape.constant(b), 1e-5f).logSoftmax();
      Var all = z.plus(y.softmax().times(y.mean(1).reshape(y.shape().dim(0), 1)));
      Gradients gradients = tape.backward(all.square().sum());
      return new float[][] {all.copy().data(), gradients.of(in).data()};
    }
  }

  @Test
  void addingAProductContinuesTheSum() {
    Tensor x = random(1, 9, IN);
    Tensor h = random(2, 9, OUT);
    Tensor w = random(3, 50, IN);
    Tensor u = random(4, 50, OUT);
    Tensor b = random(5, 50);
    try (Tape tape = Tape.inference()) {
      Var[] v = {
        tape.constant(x), tape.constant(h), tape.constant(w), tape.constant(u), tape.constant(b)
      };
      Var apart = Ops.addMatmul(Ops.affine(v[0], v[2], v[4]), v[1], v[3]);
      Var joined = Ops.affine(Ops.concat(1, v[0], v[1]), Ops.concat(1, v[2], v[3]), v[4]);
      assertThat(bits(apart.copy().data())).isEqualTo(bits(joined.copy().data()));
      float[] byHand = new float[9 * 50];
      for (int i = 0; i < byHand.length; i++) {
        float sum = b.data()[i % 50];
        for (int k = 0; k < IN; k++) {
          sum = Math.fma(x.data()[i / 50 * IN + k], w.data()[i % 50 * IN + k], sum);
        }
        for (int k = 0; k < OUT; k++) {
          sum = Math.fma(h.data()[i / 50 * OUT + k], u.data()[i % 50 * OUT + k], sum);
        }
        byHand[i] = sum;
      }
      assertThat(bits(apart.copy().data())).isEqualTo(bits(byHand));
    }
  }
}
