package dev.sluice.kernel.vector;

import dev.sluice.kernel.AdamRates;
import dev.sluice.kernel.Kernels;

/// The kernels on the JDK Vector API; a twin class for each scalar one, with the same bits.
final class VectorKernels implements Kernels {
  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int lanes() {
    return VectorMath.L;
  }

  @Override
  public int rowBlock() {
    return VectorGemm.ROW_BLOCK;
  }

  @Override
  public int columnBlock() {
    return VectorGemm.COLUMN_BLOCK;
  }

  @Override
  public int packedColumnsSize(int k, int n) {
    return VectorGemm.packedColumnsSize(k, n);
  }

  @Override
  public void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff) {
    VectorGemm.packRows(m, k, a, aOff, rowStride, colStride, out, outOff);
  }

  @Override
  public void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff) {
    VectorGemm.packColumns(k, n, b, bOff, rowStride, colStride, out, outOff);
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
    VectorGemm.gemm(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
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
    GemmBf16.gemm(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
  }

  @Override
  public void exp(int n, float[] x, int xOff, float[] y, int yOff) {
    VectorElementwise.exp(n, x, xOff, y, yOff);
  }

  @Override
  public void log(int n, float[] x, int xOff, float[] y, int yOff) {
    VectorElementwise.log(n, x, xOff, y, yOff);
  }

  @Override
  public void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
    VectorElementwise.tanh(n, x, xOff, y, yOff);
  }

  @Override
  public void sigmoid(int n, float[] x, int xOff, float[] y, int yOff) {
    VectorElementwise.sigmoid(n, x, xOff, y, yOff);
  }

  @Override
  public float sum(int n, float[] x, int xOff) {
    return VectorReductions.sum(n, x, xOff);
  }

  @Override
  public float sumOfSquares(int n, float[] x, int xOff) {
    return VectorReductions.sumOfSquares(n, x, xOff);
  }

  @Override
  public float dot(int n, float[] x, int xOff, float[] y, int yOff) {
    return VectorReductions.dot(n, x, xOff, y, yOff);
  }

  @Override
  public float max(int n, float[] x, int xOff) {
    return VectorReductions.max(n, x, xOff);
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
    VectorGruCell.after(rows, hidden, gates, gOff, u, uOff, hPrev, hOff, hOut, oOff);
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
    VectorGruCell.afterBackward(
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
    VectorGruCell.beforeReset(rows, hidden, gates, gOff, hPrev, hOff, rh, rhOff);
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
    VectorGruCell.beforeUpdate(rows, hidden, gates, gOff, hPrev, hOff, hOut, oOff);
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
    VectorGruCell.beforeUpdateBackward(
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
    VectorGruCell.beforeResetBackward(
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
    VectorLstmCell.forward(
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
    VectorLstmCell.backward(
        rows, hidden, gates, gOff, cPrev, cpOff, tanhC, tcOff, dh, dhOff, dc, dcOff, dGates, dgOff);
  }

  @Override
  public void rnnTanh(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff) {
    VectorRnnCell.tanhForward(rows * hidden, pre, pOff, hOut, oOff);
  }

  @Override
  public void rnnTanhBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    VectorRnnCell.tanhBackward(rows * hidden, h, hOff, dh, dhOff, dPre, dpOff);
  }

  @Override
  public void rnnRelu(int rows, int hidden, float[] pre, int pOff, float[] hOut, int oOff) {
    VectorRnnCell.reluForward(rows * hidden, pre, pOff, hOut, oOff);
  }

  @Override
  public void rnnReluBackward(
      int rows, int hidden, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    VectorRnnCell.reluBackward(rows * hidden, h, hOff, dh, dhOff, dPre, dpOff);
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
    VectorAdam.step(rates, n, w, wOff, g, gOff, m, mOff, v, vOff);
  }
}
