package dev.sluice.core.compute;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;
import java.util.function.IntFunction;

/// C += A·B on strided operands: packs both, then shares out tiles of C.
///
/// Large operands go in blocks, so that what was packed is multiplied while it is in the cache.
///
/// Each element of C is one accumulator, started from what C holds, summed over k in ascending
/// order (the determinism contract); so neither blocks nor the number of threads show.
public final class Gemm {
  /// Below this many multiply-adds a second thread costs more than it brings.
  private static final long WORTH_SHARING = 1 << 19;

  /// Rows of B packed at a time.
  private static final int DEPTH = 1024;

  /// Floats of A packed at a time (512 KiB).
  private static final int FLOATS_OF_A = 1 << 16;

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
    Blocks blocks = new Blocks(compute, size, c, cStride);
    for (int p = 0; p < size.k(); p += DEPTH) {
      int depth = Math.min(DEPTH, size.k() - p);
      blocks.packColumns(b.from(p, 0), depth);
      for (int i = 0; i < size.m(); i += blocks.rows) {
        int rows = Math.min(blocks.rows, size.m() - i);
        blocks.packRows(a.from(i, p), rows, depth);
        blocks.multiply(rows, depth, cOffset + i * cStride);
      }
    }
    compute.arena().release(mark);
  }

  /// C[m,n] += A[m,k]·B[k,n] with a B that [#packColumns] packed: the same bits.
  public static void multiplyAdd(
      Compute compute, Size size, Operand a, Floats packedB, float[] c, int cOffset, int cStride) {
    if (size.isEmpty()) {
      return;
    }
    Arena.Mark mark = compute.arena().mark();
    int at = 0;
    for (int p = 0; p < size.k(); p += DEPTH) {
      int depth = Math.min(DEPTH, size.k() - p);
      int length = compute.kernels().packedColumnsSize(depth, size.n());
      Blocks blocks = new Blocks(compute, size, packedB.slice(at, length), c, cStride);
      for (int i = 0; i < size.m(); i += blocks.rows) {
        int rows = Math.min(blocks.rows, size.m() - i);
        blocks.packRows(a.from(i, p), rows, depth);
        blocks.multiply(rows, depth, cOffset + i * cStride);
      }
      at += length;
    }
    compute.arena().release(mark);
  }

  /// B as [#multiplyAdd(Compute, Size, Operand, Floats, float[], int, int)] takes it, depth after
  /// depth.
  ///
  /// @param memory makes the window that is returned
  public static Floats packColumns(
      CheckedKernels kernels, int n, int k, Operand b, IntFunction<Floats> memory) {
    int total = 0;
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      total = Math.addExact(total, kernels.packedColumnsSize(depth, n));
    }
    Floats packed = memory.apply(total);
    int at = packed.offset();
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      Operand part = b.from(p, 0);
      kernels.packColumns(
          depth, n, part.array, part.offset, part.rowStride, part.columnStride, packed.array(), at);
      at += kernels.packedColumnsSize(depth, n);
    }
    return packed;
  }

  /// The buffers for blocks of A and B, and what is done with them.
  ///
  /// In packed form, a block of rows of A or of columns of B begins at a multiple of the depth.
  private static final class Blocks {
    final int rows;
    private final CheckedKernels kernels;
    private final Team team;
    private final int shares;
    private final int n;
    private final Floats packedA;
    private final Floats packedB;
    private final float[] c;
    private final int cStride;

    Blocks(Compute compute, Size size, float[] c, int cStride) {
      this(
          compute,
          size,
          compute
              .arena()
              .floats(compute.kernels().packedColumnsSize(Math.min(DEPTH, size.k()), size.n())),
          c,
          cStride);
    }

    /// @param packedB the buffer for columns of B, or what it holds already
    Blocks(Compute compute, Size size, Floats packedB, float[] c, int cStride) {
      int depth = Math.min(DEPTH, size.k());
      kernels = compute.kernels();
      team = compute.team();
      shares = size.isWorthSharing() ? team.size() : 1;
      n = size.n();
      int block = kernels.rowBlock();
      rows = Math.min(size.m(), Math.max(block, FLOATS_OF_A / depth / block * block));
      packedA = compute.arena().floats(Math.multiplyExact(rows, depth));
      this.packedB = packedB;
      this.c = c;
      this.cStride = cStride;
    }

    private Split columnShares() {
      return Split.of(n, kernels.columnBlock(), shares);
    }

    private Split rowShares(int m) {
      return Split.of(m, kernels.rowBlock(), shares);
    }

    void packColumns(Operand b, int k) {
      Split split = columnShares();
      team.run(
          split.count(),
          share -> {
            int from = split.begin(share);
            Operand part = b.from(0, from);
            kernels.packColumns(
                k,
                split.end(share) - from,
                part.array,
                part.offset,
                part.rowStride,
                part.columnStride,
                packedB.array(),
                packedB.offset() + from * k);
          });
    }

    void packRows(Operand a, int m, int k) {
      Split split = rowShares(m);
      team.run(
          split.count(),
          share -> {
            int from = split.begin(share);
            Operand part = a.from(from, 0);
            kernels.packRows(
                split.end(share) - from,
                k,
                part.array,
                part.offset,
                part.rowStride,
                part.columnStride,
                packedA.array(),
                packedA.offset() + from * k);
          });
    }

    /// Cuts C along the side that leaves the smallest largest share.
    void multiply(int m, int k, int cOffset) {
      Split byColumns = columnShares();
      Split byRows = rowShares(m);
      if ((long) m * byColumns.longest() <= (long) n * byRows.longest()) {
        team.run(
            byColumns.count(),
            share -> {
              int from = byColumns.begin(share);
              multiply(0, m, from, byColumns.end(share), k, cOffset);
            });
      } else {
        team.run(
            byRows.count(),
            share -> multiply(byRows.begin(share), byRows.end(share), 0, n, k, cOffset));
      }
    }

    private void multiply(int row, int rowEnd, int column, int columnEnd, int k, int cOffset) {
      kernels.gemm(
          rowEnd - row,
          columnEnd - column,
          k,
          packedA.array(),
          packedA.offset() + row * k,
          packedB.array(),
          packedB.offset() + column * k,
          c,
          cOffset + row * cStride + column,
          cStride);
    }
  }
}
