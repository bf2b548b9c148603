package dev.sluice.kernel;

import static dev.sluice.kernel.Check.count;
import static dev.sluice.kernel.Check.matrix;
import static dev.sluice.kernel.Check.window;

/// [Kernels] that look at their arguments first: the façade that the layers above call.
///
/// Each window must lie inside its array and sizes must not be negative; what is wrong is said with
/// the actual and the expected size. Costs a few nanoseconds a call.
public final class CheckedKernels implements Kernels {
  private final Kernels kernels;

  private CheckedKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  /// The given kernels, checked.
  public static CheckedKernels of(Kernels kernels) {
    return kernels instanceof CheckedKernels checked ? checked : new CheckedKernels(kernels);
  }

  /// The same kernels without checks.
  public Kernels unchecked() {
    return kernels;
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public int lanes() {
    return kernels.lanes();
  }

  @Override
  public int rowBlock() {
    return kernels.rowBlock();
  }

  @Override
  public int columnBlock() {
    return kernels.columnBlock();
  }

  @Override
  public int packedColumnsSize(int k, int n) {
    count("k", k);
    count("n", n);
    return kernels.packedColumnsSize(k, n);
  }

  @Override
  public void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff) {
    count("m", m);
    count("k", k);
    matrix("a", "[m,k]", a, aOff, m, k, rowStride, colStride);
    window("out", "[m·k]", out, outOff, (long) m * k);
    kernels.packRows(m, k, a, aOff, rowStride, colStride, out, outOff);
  }

  @Override
  public void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff) {
    count("k", k);
    count("n", n);
    matrix("b", "[k,n]", b, bOff, k, n, rowStride, colStride);
    window("out", "[packedColumnsSize(k,n)]", out, outOff, kernels.packedColumnsSize(k, n));
    kernels.packColumns(k, n, b, bOff, rowStride, colStride, out, outOff);
  }

  @Override
  public void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    count("m", m);
    count("n", n);
    count("k", k);
    Check.rowStride("cStride", cStride, n);
    window("a", "[m,k] packed", a, aOff, (long) m * k);
    window("b", "[k,n] packed", b, bOff, kernels.packedColumnsSize(k, n));
    matrix("c", "[m,n]", c, cOff, m, n, cStride, 1);
    kernels.gemm(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
  }

  @Override
  public int packedColumnsBf16Size(int k, int n) {
    count("k", k);
    count("n", n);
    return kernels.packedColumnsBf16Size(k, n);
  }

  @Override
  public void packColumnsBf16(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, int[] out, int outOff) {
    count("k", k);
    count("n", n);
    matrix("b", "[k,n]", b, bOff, k, n, rowStride, colStride);
    int size = kernels.packedColumnsBf16Size(k, n);
    window("out", "[packedColumnsBf16Size(k,n)]", out, outOff, size);
    kernels.packColumnsBf16(k, n, b, bOff, rowStride, colStride, out, outOff);
  }

  @Override
  public void gemmBf16(
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      int[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    count("m", m);
    count("n", n);
    count("k", k);
    Check.rowStride("cStride", cStride, n);
    window("a", "[m,k] packed", a, aOff, (long) m * k);
    int size = kernels.packedColumnsBf16Size(k, n);
    window("b", "[k,n] packed", b, bOff, size);
    matrix("c", "[m,n]", c, cOff, m, n, cStride, 1);
    kernels.gemmBf16(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
  }

  @Override
  public void exp(int n, float[] x, int xOff, float[] y, int yOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    window("y", "[n]", y, yOff, n);
    kernels.exp(n, x, xOff, y, yOff);
  }

  @Override
  public void log(int n, float[] x, int xOff, float[] y, int yOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    window("y", "[n]", y, yOff, n);
    kernels.log(n, x, xOff, y, yOff);
  }

  @Override
  public void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    window("y", "[n]", y, yOff, n);
    kernels.tanh(n, x, xOff, y, yOff);
  }

  @Override
  public void sigmoid(int n, float[] x, int xOff, float[] y, int yOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    window("y", "[n]", y, yOff, n);
    kernels.sigmoid(n, x, xOff, y, yOff);
  }

  @Override
  public float sum(int n, float[] x, int xOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    return kernels.sum(n, x, xOff);
  }

  @Override
  public float sumOfSquares(int n, float[] x, int xOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    return kernels.sumOfSquares(n, x, xOff);
  }

  @Override
  public float dot(int n, float[] x, int xOff, float[] y, int yOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    window("y", "[n]", y, yOff, n);
    return kernels.dot(n, x, xOff, y, yOff);
  }

  @Override
  public float max(int n, float[] x, int xOff) {
    count("n", n);
    window("x", "[n]", x, xOff, n);
    return kernels.max(n, x, xOff);
  }

  @Override
  public void gruAfter(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] u,
      int uOff,
      float[] hPrev,
      int hOff,
      float[] hOut,
      int oOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,3·hidden]", gates, gOff, 3L * rows * hidden);
    window("u", "[rows,hidden]", u, uOff, (long) rows * hidden);
    window("hPrev", "[rows,hidden]", hPrev, hOff, (long) rows * hidden);
    window("hOut", "[rows,hidden]", hOut, oOff, (long) rows * hidden);
    kernels.gruAfter(rows, hidden, gates, gOff, u, uOff, hPrev, hOff, hOut, oOff);
  }

  @Override
  public void gruAfterBackward(
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
      int duOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,3·hidden]", gates, gOff, 3L * rows * hidden);
    window("u", "[rows,hidden]", u, uOff, (long) rows * hidden);
    window("hPrev", "[rows,hidden]", hPrev, hOff, (long) rows * hidden);
    window("dh", "[rows,hidden]", dh, dhOff, (long) rows * hidden);
    window("dGates", "[rows,3·hidden]", dGates, dgOff, 3L * rows * hidden);
    window("du", "[rows,hidden]", du, duOff, (long) rows * hidden);
    kernels.gruAfterBackward(
        rows, hidden, gates, gOff, u, uOff, hPrev, hOff, dh, dhOff, dGates, dgOff, du, duOff);
  }

  @Override
  public void gruBeforeReset(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] rh,
      int rhOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,3·hidden]", gates, gOff, 3L * rows * hidden);
    window("hPrev", "[rows,hidden]", hPrev, hOff, (long) rows * hidden);
    window("rh", "[rows,hidden]", rh, rhOff, (long) rows * hidden);
    kernels.gruBeforeReset(rows, hidden, gates, gOff, hPrev, hOff, rh, rhOff);
  }

  @Override
  public void gruBeforeUpdate(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] hOut,
      int oOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,3·hidden]", gates, gOff, 3L * rows * hidden);
    window("hPrev", "[rows,hidden]", hPrev, hOff, (long) rows * hidden);
    window("hOut", "[rows,hidden]", hOut, oOff, (long) rows * hidden);
    kernels.gruBeforeUpdate(rows, hidden, gates, gOff, hPrev, hOff, hOut, oOff);
  }

  @Override
  public void gruBeforeUpdateBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,3·hidden]", gates, gOff, 3L * rows * hidden);
    window("hPrev", "[rows,hidden]", hPrev, hOff, (long) rows * hidden);
    window("dh", "[rows,hidden]", dh, dhOff, (long) rows * hidden);
    window("dGates", "[rows,3·hidden]", dGates, dgOff, 3L * rows * hidden);
    kernels.gruBeforeUpdateBackward(
        rows, hidden, gates, gOff, hPrev, hOff, dh, dhOff, dGates, dgOff);
  }

  @Override
  public void gruBeforeResetBackward(
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
      int dgOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,3·hidden]", gates, gOff, 3L * rows * hidden);
    window("hPrev", "[rows,hidden]", hPrev, hOff, (long) rows * hidden);
    window("drh", "[rows,hidden]", drh, drhOff, (long) rows * hidden);
    window("dh", "[rows,hidden]", dh, dhOff, (long) rows * hidden);
    window("dGates", "[rows,3·hidden]", dGates, dgOff, 3L * rows * hidden);
    kernels.gruBeforeResetBackward(
        rows, hidden, gates, gOff, hPrev, hOff, drh, drhOff, dh, dhOff, dGates, dgOff);
  }

  @Override
  public void lstm(
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
      int oOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,4·hidden]", gates, gOff, 4L * rows * hidden);
    window("cPrev", "[rows,hidden]", cPrev, cpOff, (long) rows * hidden);
    window("cOut", "[rows,hidden]", cOut, cOff, (long) rows * hidden);
    window("tanhC", "[rows,hidden]", tanhC, tcOff, (long) rows * hidden);
    window("hOut", "[rows,hidden]", hOut, oOff, (long) rows * hidden);
    kernels.lstm(rows, hidden, gates, gOff, cPrev, cpOff, cOut, cOff, tanhC, tcOff, hOut, oOff);
  }

  @Override
  public void lstmBackward(
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
      int dgOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("gates", "[rows,4·hidden]", gates, gOff, 4L * rows * hidden);
    window("cPrev", "[rows,hidden]", cPrev, cpOff, (long) rows * hidden);
    window("tanhC", "[rows,hidden]", tanhC, tcOff, (long) rows * hidden);
    window("dh", "[rows,hidden]", dh, dhOff, (long) rows * hidden);
    window("dc", "[rows,hidden]", dc, dcOff, (long) rows * hidden);
    window("dGates", "[rows,4·hidden]", dGates, dgOff, 4L * rows * hidden);
    kernels.lstmBackward(
        rows, hidden, gates, gOff, cPrev, cpOff, tanhC, tcOff, dh, dhOff, dc, dcOff, dGates, dgOff);
  }

  @Override
  public void rnnTanh(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("pre", "[rows,hidden]", pre, pOff, (long) rows * hidden);
    window("hOut", "[rows,hidden]", hOut, oOff, (long) rows * hidden);
    kernels.rnnTanh(rows, hidden, pre, pOff, hOut, oOff);
  }

  @Override
  public void rnnTanhBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("h", "[rows,hidden]", h, hOff, (long) rows * hidden);
    window("dh", "[rows,hidden]", dh, dhOff, (long) rows * hidden);
    window("dPre", "[rows,hidden]", dPre, dpOff, (long) rows * hidden);
    kernels.rnnTanhBackward(rows, hidden, h, hOff, dh, dhOff, dPre, dpOff);
  }

  @Override
  public void rnnRelu(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("pre", "[rows,hidden]", pre, pOff, (long) rows * hidden);
    window("hOut", "[rows,hidden]", hOut, oOff, (long) rows * hidden);
    kernels.rnnRelu(rows, hidden, pre, pOff, hOut, oOff);
  }

  @Override
  public void rnnReluBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    count("rows", rows);
    count("hidden", hidden);
    window("h", "[rows,hidden]", h, hOff, (long) rows * hidden);
    window("dh", "[rows,hidden]", dh, dhOff, (long) rows * hidden);
    window("dPre", "[rows,hidden]", dPre, dpOff, (long) rows * hidden);
    kernels.rnnReluBackward(rows, hidden, h, hOff, dh, dhOff, dPre, dpOff);
  }

  @Override
  public void adam(
      AdamRates rates,
      int n,
      float[] w,
      int wOff,
      float[] g,
      int gOff,
      float[] m,
      int mOff,
      float[] v,
      int vOff) {
    count("n", n);
    window("w", "[n]", w, wOff, n);
    window("g", "[n]", g, gOff, n);
    window("m", "[n]", m, mOff, n);
    window("v", "[n]", v, vOff, n);
    kernels.adam(rates, n, w, wOff, g, gOff, m, mOff, v, vOff);
  }
}
