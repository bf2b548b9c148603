package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.vector.Rig.Window;
import org.junit.jupiter.api.Test;

class GemmTest {
  private final Rig rig = new Rig(GemmTest.class);

  @Test
  void allHeightsAndWidthsOfTiles() {
    int[] heights = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 33};
    for (int m : heights) {
      for (int n : Rig.SIZES) {
        product(m, n, 1 + rig.random.nextInt(40));
      }
    }
  }

  @Test
  void allDepths() {
    for (int k : Rig.SIZES) {
      product(1 + rig.random.nextInt(20), 1 + rig.random.nextInt(150), k);
      product(1, 1 + rig.random.nextInt(300), k);
    }
  }

  @Test
  void blocksForTheCaches() {
    product(9, 40, 401);
    product(1, 300, 1001);
    product(70, 33, 2000);
  }

  /// C += A·B within the window of a wider C, A and B given with random strides, some transposed.
  private void product(int m, int n, int k) {
    Window a = rig.window(m * k);
    Window b = rig.window(k * n);
    int cStride = n + rig.random.nextInt(5);
    Window c = rig.window(m * cStride);
    boolean transposedA = rig.random.nextBoolean();
    boolean transposedB = rig.random.nextBoolean();
    int aRow = transposedA ? 1 : k;
    int aCol = transposedA ? m : 1;
    int bRow = transposedB ? 1 : n;
    int bCol = transposedB ? k : 1;
    double[] expected = new double[c.size()];
    double largest = 1;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < cStride; j++) {
        double sum = c.get(i * cStride + j);
        for (int p = 0; p < k && j < n; p++) {
          sum += (double) a.get(i * aRow + p * aCol) * b.get(p * bRow + j * bCol);
        }
        expected[i * cStride + j] = sum;
        largest = Math.max(largest, Math.abs(sum));
      }
    }
    // Each of k roundings is at most 2⁻²⁴ of the sum so far, which is a random walk up to about
    // 5·√k.
    double tolerance = (k + 1) * 0x1p-24 * 5 * Math.sqrt(k + 1.0);
    rig.check(
        "gemm %dx%dx%d".formatted(m, n, k),
        (kernels, w) -> {
          Window pa = rig.canaries(m * k);
          Window pb = rig.canaries(kernels.packedColumnsSize(k, n));
          kernels.packRows(m, k, w[0].data(), w[0].offset(), aRow, aCol, pa.data(), pa.offset());
          kernels.packColumns(k, n, w[1].data(), w[1].offset(), bRow, bCol, pb.data(), pb.offset());
          kernels.gemm(
              m,
              n,
              k,
              pa.data(),
              pa.offset(),
              pb.data(),
              pb.offset(),
              w[2].data(),
              w[2].offset(),
              cStride);
        },
        new Window[] {a, b, c},
        new double[][] {null, null, expected},
        tolerance);
  }

  @Test
  void rangesOfRowsAndColumnsAndHalvesOfTheDepthGiveTheSameBits() {
    int m = 37;
    int n = 301;
    int k = 53;
    for (Kernels kernels : Rig.KERNELS) {
      Window a = rig.window(m * k);
      Window b = rig.window(k * n);
      float[] pa = new float[m * k];
      float[] pb = new float[kernels.packedColumnsSize(k, n)];
      kernels.packRows(m, k, a.data(), a.offset(), k, 1, pa, 0);
      kernels.packColumns(k, n, b.data(), b.offset(), n, 1, pb, 0);
      float[] whole = new float[m * n];
      kernels.gemm(m, n, k, pa, 0, pb, 0, whole, 0, n);
      int m0 = 2 * kernels.rowBlock();
      int n0 = kernels.columnBlock();
      float[] parts = new float[m * n];
      for (int i : new int[] {0, m0}) {
        for (int j : new int[] {0, n0}) {
          int rows = i == 0 ? m0 : m - m0;
          int columns = j == 0 ? n0 : n - n0;
          kernels.gemm(rows, columns, k, pa, i * k, pb, j * k, parts, i * n + j, n);
        }
      }
      assertThat(parts).as("%s: four ranges", kernels.name()).isEqualTo(whole);
      float[] halves = new float[m * n];
      half(kernels, m, n, 20, a.data(), a.offset(), k, b.data(), b.offset(), halves);
      half(
          kernels,
          m,
          n,
          k - 20,
          a.data(),
          a.offset() + 20,
          k,
          b.data(),
          b.offset() + 20 * n,
          halves);
      assertThat(halves).as("%s: two depths", kernels.name()).isEqualTo(whole);
    }
  }

  private static void half(
      Kernels kernels,
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      int aStride,
      float[] b,
      int bOff,
      float[] c) {
    float[] pa = new float[m * k];
    float[] pb = new float[kernels.packedColumnsSize(k, n)];
    kernels.packRows(m, k, a, aOff, aStride, 1, pa, 0);
    kernels.packColumns(k, n, b, bOff, n, 1, pb, 0);
    kernels.gemm(m, n, k, pa, 0, pb, 0, c, 0, n);
  }

  @Test
  void paddingIsZeroAndASingleRowIsItsOwnPackedForm() {
    for (Kernels kernels : Rig.KERNELS) {
      int k = 7;
      int n = kernels.columnBlock() + 1;
      Window b = rig.window(k * n);
      float[] packed = new float[kernels.packedColumnsSize(k, n)];
      java.util.Arrays.fill(packed, 9f);
      kernels.packColumns(k, n, b.data(), b.offset(), n, 1, packed, 0);
      int last = k * kernels.columnBlock();
      for (int p = 0; p < k; p++) {
        assertThat(packed[last + p * kernels.lanes()]).isEqualTo(b.get(p * n + n - 1));
        for (int l = 1; l < kernels.lanes(); l++) {
          assertThat(packed[last + p * kernels.lanes() + l]).isZero();
        }
      }
      float[] row = new float[k];
      kernels.packRows(1, k, b.data(), b.offset(), k, 1, row, 0);
      for (int p = 0; p < k; p++) {
        assertThat(row[p]).isEqualTo(b.get(p));
      }
    }
  }
}
