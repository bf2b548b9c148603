package dev.sluice.core.compute;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// C += A·B on strided operands: packs both, then shares out tiles of C.
///
/// Each element of C is one accumulator, started from what C holds, summed over k in ascending order
/// (the determinism contract); so neither the shape of tiles nor the number of threads shows.
public final class Gemm {
  /// Below this many multiply-adds a second thread costs more than it brings.
  private static final long WORTH_SHARING = 1 << 19;

  private Gemm() {}

  /// A matrix inside an array: element (i, j) at `offset + i·rowStride + j·columnStride`.
  public record Operand(float[] array, int offset, int rowStride, int columnStride) {
    /// A row-major matrix of `columns` columns.
    public static Operand rows(Floats floats, int columns) {
      return new Operand(floats.array(), floats.offset(), columns, 1);
    }

    /// The transpose of a row-major matrix that has `columns` columns.
    public static Operand transposed(Floats floats, int columns) {
      return new Operand(floats.array(), floats.offset(), 1, columns);
    }

    /// The same matrix from row `row` and column `column` on.
    public Operand from(int row, int column) {
      return new Operand(
          array, offset + row * rowStride + column * columnStride, rowStride, columnStride);
    }
  }

  /// C[m,n] += A[m,k]·B[k,n].
  ///
  /// @param c `[m,n]` with rows `cStride` apart, beginning at `cOffset`; must not overlap a or b
  public static void multiplyAdd(
      Compute compute, Size size, Operand a, Operand b, float[] c, int cOffset, int cStride) {
    int m = size.m();
    int n = size.n();
    int k = size.k();
    if (m == 0 || n == 0 || k == 0) {
      return;
    }
    CheckedKernels kernels = compute.kernels();
    Arena.Mark mark = compute.arena().mark();
    Floats packedA = compute.arena().floats(m * k);
    Floats packedB = compute.arena().floats(kernels.packedColumnsSize(k, n));
    int shares = (long) m * n * k < WORTH_SHARING ? 1 : compute.team().size();
    Split rows = Split.of(m, kernels.rowBlock(), shares);
    compute.team().run(rows.count(), task -> {
      int from = rows.begin(task);
      int count = rows.end(task) - from;
      Operand part = a.from(from, 0);
      kernels.packRows(count, k, part.array, part.offset, part.rowStride, part.columnStride, packedA.array(), packedA.offset() + from * k);
    });
    Split columns = Split.of(n, kernels.columnBlock(), shares);
    compute.team().run(columns.count(), task -> {
      int from = columns.begin(task);
      int count = columns.end(task) - from;
      Operand part = b.from(0, from);
      kernels.packColumns(k, count, part.array, part.offset, part.rowStride, part.columnStride, packedB.array(), packedB.offset() + from * k);
    });
    // Share out the longer side of C: fewer, longer runs over the packed operands.
    if (n >= m) {
      compute.team().run(columns.count(), task -> {
        int from = columns.begin(task);
        kernels.gemm(m, columns.end(task) - from, k, packedA.array(), packedA.offset(), packedB.array(), packedB.offset() + from * k, c, cOffset + from, cStride);
      });
    } else {
      compute.team().run(rows.count(), task -> {
        int from = rows.begin(task);
        kernels.gemm(rows.end(task) - from, n, k, packedA.array(), packedA.offset() + from * k, packedB.array(), packedB.offset(), c, cOffset + from * cStride, cStride);
      });
    }
    compute.arena().release(mark);
  }

  /// The extents of a product C[m,n] += A[m,k]·B[k,n].
  public record Size(int m, int n, int k) {}
}
