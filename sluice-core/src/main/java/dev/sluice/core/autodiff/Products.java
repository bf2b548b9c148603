package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Gemm;
import dev.sluice.core.compute.Gemm.Operand;
import dev.sluice.core.compute.Gemm.Size;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// The three products of row-major matrices that forward and backward passes are made of; each adds
/// to `y[m,n]`, one accumulator per element, started from what `y` holds, over `k` ascending.
final class Products {
  private Products() {}

  /// How a matrix is packed, as a key: by whose kernels, and whether it was `[k,n]` or `[n,k]`.
  private record Packed(CheckedKernels kernels, boolean transposed) {}

  /// `y[m,n] += a[m,k] · b`, inputs 0 and 1 of a frame: b is packed once if it is frozen.
  ///
  /// @param b input 1 as `[k,n]`
  /// @param transposed whether it stands as `[n,k]`
  private static void addByInput(Frame frame, Size size, Operand b, boolean transposed) {
    Floats y = frame.out();
    Operand a = Operand.rows(frame.in(0), size.k());
    if (frame.isFrozen(1)) {
      CheckedKernels kernels = frame.kernels();
      Floats packed =
          frame.derived(
              1,
              new Packed(kernels, transposed),
              memory -> Gemm.packColumns(kernels, size.n(), size.k(), b, memory));
      Gemm.multiplyAdd(frame.compute(), size, a, packed, y.array(), y.offset(), size.n());
    } else {
      run(frame.compute(), size, a, b, y);
    }
  }

  /// `out[m,n] += in0[m,k] · in1[k,n]`
  static void add(Frame frame, Size size) {
    addByInput(frame, size, Operand.rows(frame.in(1), size.n()), false);
  }

  /// `out[m,n] += in0[m,k] · in1[n,k]ᵀ`
  static void addByTransposed(Frame frame, Size size) {
    addByInput(frame, size, Operand.transposed(frame.in(1), size.k()), true);
  }

  /// `y[m,n] += a[m,k] · b[k,n]`
  static void add(Compute compute, Size size, Floats a, Floats b, Floats y) {
    run(compute, size, Operand.rows(a, size.k()), Operand.rows(b, size.n()), y);
  }

  /// `y[m,n] += a[m,k] · b[n,k]ᵀ`
  static void addByTransposed(Compute compute, Size size, Floats a, Floats b, Floats y) {
    run(compute, size, Operand.rows(a, size.k()), Operand.transposed(b, size.k()), y);
  }

  /// `y[m,n] += a[k,m]ᵀ · b[k,n]`
  static void addOfTransposed(Compute compute, Size size, Floats a, Floats b, Floats y) {
    run(compute, size, Operand.transposed(a, size.m()), Operand.rows(b, size.n()), y);
  }

  private static void run(Compute compute, Size size, Operand a, Operand b, Floats y) {
    Gemm.multiplyAdd(compute, size, a, b, y.array(), y.offset(), size.n());
  }

  /// `y[n] += Σ x[rows,n]` over rows ascending.
  static void addRows(int rows, Floats x, Floats y) {
    int n = y.length();
    for (int i = 0; i < rows; i++) {
      int from = x.offset() + i * n;
      for (int j = 0; j < n; j++) {
        y.array()[y.offset() + j] += x.array()[from + j];
      }
    }
  }

  /// `y += x`
  static void addTo(Floats x, Floats y) {
    for (int i = 0; i < x.length(); i++) {
      y.array()[y.offset() + i] += x.array()[x.offset() + i];
    }
  }
}
