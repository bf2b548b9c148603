package dev.sluice.core.compute;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// C += A·B on strided operands: packs both, then shares out tiles of C.
///
/// Each element of C is one accumulator, started from what C holds, summed over k in ascending
/// order (the determinism contract); so neither the shape of tiles nor the number of threads shows.
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

  /// The extents of a product C[m,n] += A[m,k]·B[k,n].
  public record Size(int m, int n, int k) {
    /// No extent is negative.
    public Size {
      if (m < 0 || n < 0 || k < 0) {
        throw new IllegalArgumentException(
            "a product [" + m + "," + k + "]·[" + k + "," + n + "] has a negative extent");
      }
    }

    private boolean isEmpty() {
      return m == 0 || n == 0 || k == 0;
    }

    private boolean isWorthSharing() {
      return (double) m * n * k >= WORTH_SHARING;
    }
  }

  /// C[m,n] += A[m,k]·B[k,n].
  ///
  /// @param c `[m,n]` with rows `cStride` apart, beginning at `cOffset`; must not overlap a or b
  public static void multiplyAdd(
      Compute compute, Size size, Operand a, Operand b, float[] c, int cOffset, int cStride) {
    if (size.isEmpty()) {
      return;
    }
    Arena.Mark mark = compute.arena().mark();
    CheckedKernels kernels = compute.kernels();
    int m = size.m();
    int n = size.n();
    int k = size.k();
    Floats packedA = compute.arena().floats(Math.multiplyExact(m, k));
    Floats packedB = compute.arena().floats(kernels.packedColumnsSize(k, n));
    float[] pa = packedA.array();
    float[] pb = packedB.array();
    int shares = size.isWorthSharing() ? compute.team().size() : 1;
    Split rows = Split.of(m, kernels.rowBlock(), shares);
    Split columns = Split.of(n, kernels.columnBlock(), shares);
    // Blocks of rows of A and of columns of B begin at multiples of k in packed form.
    compute
        .team()
        .run(
            rows.count() + columns.count(),
            task -> {
              if (task < rows.count()) {
                int from = rows.begin(task);
                Operand part = a.from(from, 0);
                kernels.packRows(
                    rows.end(task) - from,
                    k,
                    part.array,
                    part.offset,
                    part.rowStride,
                    part.columnStride,
                    pa,
                    packedA.offset() + from * k);
              } else {
                int share = task - rows.count();
                int from = columns.begin(share);
                Operand part = b.from(0, from);
                kernels.packColumns(
                    k,
                    columns.end(share) - from,
                    part.array,
                    part.offset,
                    part.rowStride,
                    part.columnStride,
                    pb,
                    packedB.offset() + from * k);
              }
            });
    // Cut C along the side that leaves the smallest largest share.
    if ((long) m * columns.longest() <= (long) n * rows.longest()) {
      compute
          .team()
          .run(
              columns.count(),
              task -> {
                int from = columns.begin(task);
                kernels.gemm(
                    m,
                    columns.end(task) - from,
                    k,
                    pa,
                    packedA.offset(),
                    pb,
                    packedB.offset() + from * k,
                    c,
                    cOffset + from,
                    cStride);
              });
    } else {
      compute
          .team()
          .run(
              rows.count(),
              task -> {
                int from = rows.begin(task);
                kernels.gemm(
                    rows.end(task) - from,
                    n,
                    k,
                    pa,
                    packedA.offset() + from * k,
                    pb,
                    packedB.offset(),
                    c,
                    cOffset + from * cStride,
                    cStride);
              });
    }
    compute.arena().release(mark);
  }
}
