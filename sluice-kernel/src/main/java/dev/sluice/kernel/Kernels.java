package dev.sluice.kernel;

/// The numbers: the few loops that a recurrent network spends its time in, on bare `float[]`.
///
/// A whole GRU is `gemm` × pointwise:
///
/// ```
/// gates[T·B,3H]  = b + X·W          gemm, once for all steps
/// gates[B,3H]   += h'·U             gemm, once a step
/// h              = cell(gates, h')  gruAfter, lstm, …
/// ```
///
/// **Unchecked.** Arguments are trusted; wrong ones give an `ArrayIndexOutOfBoundsException` at
/// best. Code above this layer calls [CheckedKernels], which has the same methods. Instances are
/// stateless and safe to share between threads.
///
/// **Same bits.** Every implementation gives the same floats for the same arguments, whatever its
/// SIMD width, interpreted or compiled (any NaN counts as equal to any other NaN). What makes it
/// so: each sum has one documented order, products are added by exact [Math#fma(float, float,
/// float)], and `exp`, `log`, `tanh` and `sigmoid` are our own, see [ScalarMath].
///
/// **Buffers.** Each array comes with the offset of its first element. Shapes stand in brackets,
/// rows are contiguous unless a stride is given. An output may overlap another argument only where
/// the method says "may be", and then only at the same offset, as the same window.
///
/// **Denormals.** Recurrent states with `|h| < 1e-30` become +0 ([ScalarMath#FLUSH]), because
/// denormal arithmetic is up to 27 times slower on some processors; gradients treat this as the
/// identity.
public interface Kernels {

  /// The name that `-Dsluice.kernels` knows: `scalar` or `vector`.
  String name();

  /// Floats in one SIMD register, 1 for scalar code.
  int lanes();

  /// Rows in a panel of packed A: a range of rows may start at any multiple of it.
  int rowBlock();

  /// Columns in a panel of packed B, a multiple of [#lanes()]: a range of columns may start at any
  /// multiple of it.
  int columnBlock();

  // ---------------------------------------------------------------------------------------------------- matrix product

  /// Packs A for [#gemm]: panels of [#rowBlock()] rows, each panel `[k, height]`; the last one has
  /// the rows that are left.
  ///
  /// Hence the packed size is `m·k`, row `m0` (a multiple of `rowBlock`) starts at `m0·k`, and a
  /// single row is its own packed form. Swap the strides to pack a transpose.
  ///
  /// @param a `[m,k]`, element `(i,p)` at `aOff + i·rowStride + p·colStride`; read only
  /// @param out `[m·k]`, overwritten; must not overlap `a`
  void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff);

  /// Floats that [#packColumns] writes for a `[k,n]` matrix: `n` is rounded up to a multiple of
  /// [#lanes()].
  ///
  /// @throws ArithmeticException if that is more than an array can hold
  int packedColumnsSize(int k, int n);

  /// Packs B for [#gemm]: panels of [#columnBlock()] columns, each panel `[k, width]`; the last one
  /// has the columns that are left, padded with zeros to a multiple of [#lanes()].
  ///
  /// Column `n0` (a multiple of `columnBlock`) starts at `n0·k`. Swap the strides to pack a
  /// transpose.
  ///
  /// @param b `[k,n]`, element `(p,j)` at `bOff + p·rowStride + j·colStride`; read only
  /// @param out `[packedColumnsSize(k,n)]`, overwritten; must not overlap `b`
  void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff);

  /// `C += A·B`, with A and B packed by *this* implementation.
  ///
  /// ```
  /// c = C(i,j);  for p = 0 … k-1:  c = fma(A(i,p), B(p,j), c);  C(i,j) = c
  /// ```
  ///
  /// One accumulator for each output, inputs ascending: so two calls with the two halves of `k`
  /// give the same bits as one with all of it, and any split of rows or columns over threads does
  /// too. Writes nothing outside the `m×n` window of C.
  ///
  /// @param a `[m,k]` packed by [#packRows]
  /// @param b `[k,n]` packed by [#packColumns]
  /// @param c `[m,n]`, row `i` at `cOff + i·cStride`; added to; must not overlap `a` or `b`
  void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride);

  // ------------------------------------------------------------------------------------- times
  // bfloat16

  /// Ints that [#packColumnsBf16] writes for a `[k,n]` matrix: `n` is rounded up to a multiple of
  /// [#columnBlock()], two values to an int.
  ///
  /// @throws ArithmeticException if that is more than an array can hold
  default int packedColumnsBf16Size(int k, int n) {
    return Bf16.packedSize(columnBlock(), k, n);
  }

  /// Packs B for [#gemmBf16], each value rounded to the nearest bfloat16, see [Bf16]: panels of
  /// [#columnBlock()] columns, padded with zeros.
  ///
  /// Column `n0` (a multiple of `columnBlock`) starts at `n0·k/2`.
  ///
  /// @param b `[k,n]`, element `(p,j)` at `bOff + p·rowStride + j·colStride`; read only
  /// @param out `[packedColumnsBf16Size(k,n)]`, overwritten
  default void packColumnsBf16(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, int[] out, int outOff) {
    Bf16.pack(columnBlock(), k, n, b, bOff, rowStride, colStride, out, outOff);
  }

  /// `C += A·B`, where B is stored in half the bytes; products and sums are float, as in [#gemm] on
  /// the rounded B, with the same bits.
  ///
  /// @param a `[m,k]` packed by [#packRows]; a single row is its own packed form
  /// @param b `[k,n]` packed by [#packColumnsBf16]
  /// @param c `[m,n]`, row `i` at `cOff + i·cStride`; added to; must not overlap `a`
  void gemmBf16(
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      int[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride);

  // -------------------------------------------------------------------------------------------------------- elementwise

  /// `y = eˣ`. @param x `[n]` @param y `[n]`, may be `x`
  void exp(int n, float[] x, int xOff, float[] y, int yOff);

  /// `y = ln x`. @param x `[n]` @param y `[n]`, may be `x`
  void log(int n, float[] x, int xOff, float[] y, int yOff);

  /// `y = tanh x`. @param x `[n]` @param y `[n]`, may be `x`
  void tanh(int n, float[] x, int xOff, float[] y, int yOff);

  /// `y = σ(x) = 1/(1+e⁻ˣ)`. @param x `[n]` @param y `[n]`, may be `x`
  void sigmoid(int n, float[] x, int xOff, float[] y, int yOff);

  // --------------------------------------------------------------------------------------------------------- reductions

  /// `Σ xᵢ`; 0 when `n` is 0.
  ///
  /// All reductions add element `i` to accumulator `i mod 16` (each starts at the neutral element)
  /// and then fold the 16 in the fixed order +8, +4, +2, +1, whatever the width of the machine.
  float sum(int n, float[] x, int xOff);

  /// `Σ xᵢ²`, by `fma`; 0 when `n` is 0.
  float sumOfSquares(int n, float[] x, int xOff);

  /// `Σ xᵢ·yᵢ`, by `fma`; 0 when `n` is 0.
  float dot(int n, float[] x, int xOff, float[] y, int yOff);

  /// The largest element; −∞ when `n` is 0, NaN when any is NaN.
  float max(int n, float[] x, int xOff);

  // --------------------------------------------------------------------------------------- GRU,
  // reset after the product

  /// One step of the GRU whose reset gate comes after the matrix product, for `rows` sequences.
  ///
  /// ```
  /// z = σ(a_z)   r = σ(a_r)   n = tanh(p_n + r·u)   h = h' + z·(n − h')
  /// ```
  ///
  /// @param gates `[rows,3H]`, in: `a_z, a_r` (recurrent part included), `p_n` (input part only);
  ///   out: `z, r, n`, which [#gruAfterBackward] needs unchanged
  /// @param u `[rows,H]` = `b_hn + U_n·h'`; read only, the backward needs it unchanged
  /// @param hPrev `[rows,H]`, read only, the backward needs it unchanged
  /// @param hOut `[rows,H]`, overwritten; may be `hPrev`
  void gruAfter(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] u,
      int uOff,
      float[] hPrev,
      int hOff,
      float[] hOut,
      int oOff);

  /// The gradients of [#gruAfter]. With `δ = ∂L/∂h`, from `h = (1−z)·h' + z·n`:
  ///
  /// ```
  /// ∂L/∂z = δ·(n−h')          da_z = ∂L/∂z · z(1−z)
  /// ∂L/∂n = δ·z               da_n = ∂L/∂n · (1−n²)        n = tanh(p_n + r·u)
  /// ∂L/∂r = da_n·u            da_r = ∂L/∂r · r(1−r)
  /// ∂L/∂u = da_n·r            ∂L/∂h' (direct) = δ·(1−z)    the rest of ∂L/∂h' comes by the caller's products with Uᵀ
  /// ```
  ///
  /// @param gates `[rows,3H]` = `z, r, n` as the forward left them
  /// @param u `[rows,H]`, as given to the forward
  /// @param hPrev `[rows,H]`, as given to the forward
  /// @param dh `[rows,H]`, in: `∂L/∂h`, out: `∂L/∂h · (1−z)`
  /// @param dGates `[rows,3H]`, overwritten: `da_z, da_r, da_n`; may be `gates`
  /// @param du `[rows,H]`, overwritten: `∂L/∂u`; may be `u`
  void gruAfterBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] u,
      int uOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff,
      float[] du,
      int duOff);

  // -------------------------------------------------------------------------------------- GRU,
  // reset before the product

  /// First half of a step of the GRU whose reset gate comes before the matrix product.
  ///
  /// ```
  /// z = σ(a_z)   r = σ(a_r)   rh = r·h'
  /// ```
  ///
  /// The caller then adds `rh·U_n` to the last H columns of `gates` and calls [#gruBeforeUpdate].
  ///
  /// @param gates `[rows,3H]`, in: `a_z, a_r` in the first 2H columns, out: `z, r`; the last H
  ///   columns are left alone
  /// @param hPrev `[rows,H]`, read only
  /// @param rh `[rows,H]`, overwritten
  void gruBeforeReset(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] rh,
      int rhOff);

  /// Second half of a step of the GRU whose reset gate comes before the matrix product.
  ///
  /// ```
  /// n = tanh(a_n)   h = h' + z·(n − h')
  /// ```
  ///
  /// @param gates `[rows,3H]`, in: `z, r, a_n`, out: `z, r, n`, which the backward needs unchanged
  /// @param hPrev `[rows,H]`, read only, the backward needs it unchanged
  /// @param hOut `[rows,H]`, overwritten; may be `hPrev`
  void gruBeforeUpdate(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] hOut,
      int oOff);

  /// The gradients of [#gruBeforeUpdate]; comes first in the backward pass. With `δ = ∂L/∂h`:
  ///
  /// ```
  /// da_z = δ·(n−h')·z(1−z)    da_n = δ·z·(1−n²)    ∂L/∂h' (direct) = δ·(1−z)
  /// ```
  ///
  /// The caller then computes `d(rh) = da_n·U_nᵀ` and calls [#gruBeforeResetBackward].
  ///
  /// @param gates `[rows,3H]` = `z, r, n` as the forward left them
  /// @param hPrev `[rows,H]`, as given to the forward
  /// @param dh `[rows,H]`, in: `∂L/∂h`, out: `∂L/∂h · (1−z)`
  /// @param dGates `[rows,3H]`, the first and last H columns are overwritten: `da_z, _, da_n`; may
  ///   be `gates`
  void gruBeforeUpdateBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff);

  /// The gradients of [#gruBeforeReset]; comes second in the backward pass. From `rh = r·h'`:
  ///
  /// ```
  /// da_r = d(rh)·h'·r(1−r)    ∂L/∂h' += d(rh)·r
  /// ```
  ///
  /// @param gates `[rows,3H]`, of which `r` is read
  /// @param hPrev `[rows,H]`, as given to the forward
  /// @param drh `[rows,H]` = `da_n·U_nᵀ`, read only
  /// @param dh `[rows,H]`, added to
  /// @param dGates `[rows,3H]`, the middle H columns are overwritten: `_, da_r, _`; may be `gates`
  void gruBeforeResetBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] drh,
      int drhOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff);

  // --------------------------------------------------------------------------------------------------------------- LSTM

  /// One step of the LSTM for `rows` sequences.
  ///
  /// ```
  /// i = σ(a_i)   f = σ(a_f)   g = tanh(a_g)   o = σ(a_o)   c = f·c' + i·g   h = o·tanh(c)
  /// ```
  ///
  /// @param gates `[rows,4H]`, in: `a_i, a_f, a_g, a_o`, out: `i, f, g, o`, which the backward
  ///   needs unchanged
  /// @param cPrev `[rows,H]`, read only, the backward needs it unchanged
  /// @param cOut `[rows,H]`, overwritten; may be `cPrev`
  /// @param tanhC `[rows,H]`, overwritten by `tanh(c)`, which the backward needs unchanged
  /// @param hOut `[rows,H]`, overwritten
  void lstm(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] cPrev,
      int cpOff,
      float[] cOut,
      int cOff,
      float[] tanhC,
      int tcOff,
      float[] hOut,
      int oOff);

  /// The gradients of [#lstm]. With `δ = ∂L/∂h` and `ε = ∂L/∂c` from the step after:
  ///
  /// ```
  /// ε'   = ε + δ·o·(1−tanh²c)                              all of ∂L/∂c
  /// da_o = δ·tanh(c)·o(1−o)     da_i = ε'·g·i(1−i)
  /// da_f = ε'·c'·f(1−f)         da_g = ε'·i·(1−g²)         ∂L/∂c' = ε'·f
  /// ```
  ///
  /// @param gates `[rows,4H]` = `i, f, g, o` as the forward left them
  /// @param cPrev `[rows,H]`, as given to the forward
  /// @param tanhC `[rows,H]`, as the forward left it
  /// @param dh `[rows,H]` = `∂L/∂h`, read only (all of `∂L/∂h'` comes by the caller's product with
  ///   Uᵀ)
  /// @param dc `[rows,H]`, in: `ε`, out: `∂L/∂c'`
  /// @param dGates `[rows,4H]`, overwritten: `da_i, da_f, da_g, da_o`; may be `gates`
  void lstmBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] cPrev,
      int cpOff,
      float[] tanhC,
      int tcOff,
      float[] dh,
      int dhOff,
      float[] dc,
      int dcOff,
      float[] dGates,
      int dgOff);

  // ---------------------------------------------------------------------------------------------------------- plain RNN

  /// One step of the plain recurrent cell: `h = tanh(a)`.
  ///
  /// @param pre `[rows,H]` = `a`, read only
  /// @param hOut `[rows,H]`, overwritten; may be `pre`; the backward needs it unchanged
  void rnnTanh(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff);

  /// The gradient of [#rnnTanh]: `da = ∂L/∂h · (1−h²)`.
  ///
  /// @param h `[rows,H]`, the forward's output
  /// @param dh `[rows,H]` = `∂L/∂h`, read only
  /// @param dPre `[rows,H]`, overwritten: `da`; may be `dh`
  void rnnTanhBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff);

  /// One step of the plain recurrent cell: `h = max(a, 0)`; NaN stays NaN.
  ///
  /// @param pre `[rows,H]` = `a`, read only
  /// @param hOut `[rows,H]`, overwritten; may be `pre`; the backward needs it unchanged
  void rnnRelu(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff);

  /// The gradient of [#rnnRelu]: `da = ∂L/∂h` where `h > 0`, else 0.
  ///
  /// @param h `[rows,H]`, the forward's output
  /// @param dh `[rows,H]` = `∂L/∂h`, read only
  /// @param dPre `[rows,H]`, overwritten: `da`; may be `dh`
  void rnnReluBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff);

  // --------------------------------------------------------------------------------------------------------- optimiser

  /// One step of Adam (Kingma and Ba 2014, arXiv 1412.6980) on `n` values, each by itself:
  ///
  /// ```
  /// m = β₁·m + (1−β₁)·g    v = β₂·v + (1−β₂)·(g·g)    w = w − rate·m / (√v·root + ε)
  /// ```
  ///
  /// every operation rounded to a float, in this order.
  ///
  /// @param w `[n]`, values, updated
  /// @param g `[n]`, gradients, read only
  /// @param m `[n]`, updated
  /// @param v `[n]`, updated
  void adam(
      AdamRates rates,
      int n,
      float[] w,
      int wOff,
      float[] g,
      int gOff,
      float[] m,
      int mOff,
      float[] v,
      int vOff);
}
