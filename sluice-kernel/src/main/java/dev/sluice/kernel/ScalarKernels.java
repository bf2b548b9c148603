package dev.sluice.kernel;

/// The reference: every routine as plain loops over [ScalarMath], on any JVM and processor.
///
/// What these loops compute is what [Kernels] promises; the vector implementation has a twin for
/// each class here.
public final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int rowBlock() {
    return ScalarGemm.ROW_BLOCK;
  }

  @Override
  public int columnBlock() {
    return ScalarGemm.COLUMN_BLOCK;
  }

  @Override
  public int packedColumnsSize(int k, int n) {
    return Math.multiplyExact(k, n);
  }

  @Override
  public void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff) {
    ScalarGemm.packRows(m, k, a, aOff, rowStride, colStride, out, outOff);
  }

  @Override
  public void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff) {
    ScalarGemm.packColumns(k, n, b, bOff, rowStride, colStride, out, outOff);
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
    ScalarGemm.gemm(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
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
    ScalarGemm.gemmBf16(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
  }

  @Override
  public void exp(int n, float[] x, int xOff, float[] y, int yOff) {
    ScalarElementwise.exp(n, x, xOff, y, yOff);
  }

  @Override
  public void log(int n, float[] x, int xOff, float[] y, int yOff) {
    ScalarElementwise.log(n, x, xOff, y, yOff);
  }

  @Override
  public void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
    ScalarElementwise.tanh(n, x, xOff, y, yOff);
  }

  @Override
  public void sigmoid(int n, float[] x, int xOff, float[] y, int yOff) {
    ScalarElementwise.sigmoid(n, x, xOff, y, yOff);
  }

  @Override
  public float sum(int n, float[] x, int xOff) {
    return ScalarReductions.sum(n, x, xOff);
  }

  @Override
  public float sumOfSquares(int n, float[] x, int xOff) {
    return ScalarReductions.sumOfSquares(n, x, xOff);
  }

  @Override
  public float dot(int n, float[] x, int xOff, float[] y, int yOff) {
    return ScalarReductions.dot(n, x, xOff, y, yOff);
  }

  @Override
  public float max(int n, float[] x, int xOff) {
    return ScalarReductions.max(n, x, xOff);
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
    ScalarGruCell.after(rows, hidden, gates, gOff, u, uOff, hPrev, hOff, hOut, oOff);
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
    ScalarGruCell.afterBackward(
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
    ScalarGruCell.beforeReset(rows, hidden, gates, gOff, hPrev, hOff, rh, rhOff);
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
    ScalarGruCell.beforeUpdate(rows, hidden, gates, gOff, hPrev, hOff, hOut, oOff);
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
    ScalarGruCell.beforeUpdateBackward(
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
    ScalarGruCell.beforeResetBackward(
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
    ScalarLstmCell.forward(
        rows, hidden, gates, gOff, cPrev, cpOff, cOut, cOff, tanhC, tcOff, hOut, oOff);
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
    ScalarLstmCell.backward(
        rows, hidden, gates, gOff, cPrev, cpOff, tanhC, tcOff, dh, dhOff, dc, dcOff, dGates, dgOff);
  }

  @Override
  public void rnnTanh(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff) {
    ScalarRnnCell.tanhForward(rows * hidden, pre, pOff, hOut, oOff);
  }

  @Override
  public void rnnTanhBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    ScalarRnnCell.tanhBackward(rows * hidden, h, hOff, dh, dhOff, dPre, dpOff);
  }

  @Override
  public void rnnRelu(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff) {
    ScalarRnnCell.reluForward(rows * hidden, pre, pOff, hOut, oOff);
  }

  @Override
  public void rnnReluBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    ScalarRnnCell.reluBackward(rows * hidden, h, hOff, dh, dhOff, dPre, dpOff);
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
    ScalarAdam.step(rates, n, w, wOff, g, gOff, m, mOff, v, vOff);
  }
}
