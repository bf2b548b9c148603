package dev.sluice.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.compute.Gemm.Operand;
import dev.sluice.core.compute.Gemm.Size;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.testing.RandomSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Products against the definition, bit for bit, on strided operands inside larger arrays.
class GemmTest {
  private static final Random RANDOM = new Random(RandomSeed.forClass(GemmTest.class));
  private static final int[] EXTENTS = {0, 1, 2, 3, 7, 8, 13, 47, 48, 49, 64, 97, 131};

  private static int extent() {
    return EXTENTS[RANDOM.nextInt(EXTENTS.length)];
  }

  private static float[] random(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = RANDOM.nextFloat() - 0.5f;
    }
    return values;
  }

  /// A random matrix: plain or transposed, somewhere in a larger array.
  private static Operand operand(int rows, int columns) {
    int offset = RANDOM.nextInt(20);
    float[] array = random(offset + (rows + 3) * (columns + 3));
    return RANDOM.nextBoolean()
        ? new Operand(array, offset, columns + RANDOM.nextInt(3), 1)
        : new Operand(array, offset, 1, rows + RANDOM.nextInt(3));
  }

  private static float at(Operand a, int i, int j) {
    return a.array()[a.offset() + i * a.rowStride() + j * a.columnStride()];
  }

  private static void check(Compute compute, Size size) {
    Operand a = operand(size.m(), size.k());
    Operand b = operand(size.k(), size.n());
    int stride = size.n() + RANDOM.nextInt(4);
    int offset = RANDOM.nextInt(20);
    float[] c = random(offset + size.m() * stride + 5);
    float[] expected = c.clone();
    for (int i = 0; i < size.m(); i++) {
      for (int j = 0; j < size.n(); j++) {
        int at = offset + i * stride + j;
        for (int k = 0; k < size.k(); k++) {
          expected[at] = Math.fma(at(a, i, k), at(b, k, j), expected[at]);
        }
      }
    }
    compute.arena().floats(RANDOM.nextInt(50));
    Arena.Mark before = compute.arena().mark();
    Gemm.multiplyAdd(compute, size, a, b, c, offset, stride);
    assertThat(c).as("%s on %s threads", size, compute.team().size()).isEqualTo(expected);
    assertThat(compute.arena().mark()).isEqualTo(before);
  }

  private static Compute compute(int threads) {
    Arena arena = new Arena();
    arena.poison();
    return new Compute(KernelChoice.current().kernels(), new Team(threads), arena);
  }

  @RepeatedTest(40)
  void smallProducts() {
    Compute compute = compute(2);
    check(compute, new Size(extent(), extent(), extent()));
    compute.team().close();
  }

  @Test
  void sharedProducts() {
    for (int threads = 1; threads <= 4; threads++) {
      Compute compute = compute(threads);
      for (int[] size :
          new int[][] {
            {67, 131, 151}, {301, 3, 701}, {3, 301, 701}, {1, 1031, 611}, {1031, 1, 611}
          }) {
        check(compute, new Size(size[0], size[1], size[2]));
      }
      compute.team().close();
    }
  }

  @Test
  void partsOfOperands() {
    Floats values = Floats.of(0, 1, 2, 3, 4, 5);
    assertThat(at(Operand.rows(values, 3), 1, 2)).isEqualTo(5);
    assertThat(at(Operand.transposed(values, 3), 2, 1)).isEqualTo(5);
    assertThat(at(Operand.rows(values, 3).from(1, 1), 0, 1)).isEqualTo(5);
    assertThatThrownBy(() -> new Size(1, -1, 1)).hasMessageContaining("negative");
  }

  @Test
  void rowsOfALoopAreSharedOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      Compute compute = compute(threads);
      int[] counts = new int[100_003];
      Parallel.run(
          compute,
          counts.length,
          1,
          (share, from, to) -> {
            for (int i = from; i < to; i++) {
              counts[i]++;
            }
          });
      assertThat(Arrays.stream(counts).allMatch(count -> count == 1)).isTrue();
      Parallel.run(compute, 0, 5, (share, from, to) -> assertThat(to).isEqualTo(from));
      compute.team().close();
    }
  }
}
