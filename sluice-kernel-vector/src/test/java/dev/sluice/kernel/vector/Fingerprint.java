package dev.sluice.kernel.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.ScalarKernels;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.zip.CRC32;

/// A checksum over the results of all routines, for comparing JVMs; `main` prints that of the
/// vector kernels.
final class Fingerprint {
  private static final int[] SIZES = {1, 3, 15, 16, 17, 33, 64, 97};

  private final Kernels k;
  private final Random random = new Random(7);
  private final CRC32 crc = new CRC32();

  private Fingerprint(Kernels k) {
    this.k = k;
  }

  /// The argument is how often to compute it: all must be equal, the first from cold code and the
  /// last from compiled.
  public static void main(String[] args) {
    Kernels kernels = new VectorKernels();
    long first = of(kernels);
    for (int i = 1; i < Integer.parseInt(args[0]); i++) {
      long again = of(kernels);
      if (again != first) {
        throw new IllegalStateException(
            "round %d gave %x, the first gave %x".formatted(i, again, first));
      }
    }
    System.out.printf(
        "%d of %s bytes, fingerprint %x%n", Float.BYTES * kernels.lanes(), widestRegister(), first);
  }

  /// What `-XX:MaxVectorSize` came to: the JVM lowers it to what the processor has.
  private static String widestRegister() {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .getVMOption("MaxVectorSize")
        .getValue();
  }

  static long scalar() {
    return of(new ScalarKernels());
  }

  private static long of(Kernels kernels) {
    Fingerprint f = new Fingerprint(kernels);
    for (int size : SIZES) {
      f.elementwise(size);
      f.reductions(size);
      f.gemm(size);
      f.gru(size);
      f.lstmAndRnn(size);
    }
    f.elementwise(2000);
    f.reductions(2000);
    return f.crc.getValue();
  }

  /// Ordinary values, with now and then any bit pattern at all.
  private float[] floats(int n, boolean wild) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      boolean any = wild && random.nextInt(4) == 0;
      x[i] = any ? Float.intBitsToFloat(random.nextInt()) : (float) random.nextGaussian() * 3;
    }
    return x;
  }

  private void add(float... values) {
    for (float v : values) {
      int bits = Float.floatToIntBits(v);
      crc.update(bits);
      crc.update(bits >> 8);
      crc.update(bits >> 16);
      crc.update(bits >> 24);
    }
  }

  private void elementwise(int n) {
    float[] x = floats(n, true);
    float[] y = new float[n];
    k.exp(n, x, 0, y, 0);
    add(y);
    k.log(n, x, 0, y, 0);
    add(y);
    k.tanh(n, x, 0, y, 0);
    add(y);
    k.sigmoid(n, x, 0, y, 0);
    add(y);
  }

  private void reductions(int n) {
    float[] x = floats(n, false);
    float[] y = floats(n, false);
    add(k.sum(n, x, 0), k.sumOfSquares(n, x, 0), k.dot(n, x, 0, y, 0), k.max(n, x, 0));
    add(k.max(n, floats(n, true), 0));
  }

  private void gemm(int n) {
    for (int m : new int[] {1, 5, 19}) {
      int depth = n + 5;
      float[] a = floats(m * depth, false);
      float[] b = floats(depth * 3 * n, true);
      float[] pa = new float[m * depth];
      float[] pb = new float[k.packedColumnsSize(depth, 3 * n)];
      float[] c = floats(m * 3 * n, false);
      k.packRows(m, depth, a, 0, 1, m, pa, 0);
      k.packColumns(depth, 3 * n, b, 0, 1, depth, pb, 0);
      k.gemm(m, 3 * n, depth, pa, 0, pb, 0, c, 0, 3 * n);
      add(c);
    }
  }

  private void gru(int n) {
    int rows = 2;
    float[] gates = floats(rows * 3 * n, true);
    float[] u = floats(rows * n, false);
    float[] h = floats(rows * n, true);
    float[] out = new float[rows * n];
    float[] dh = floats(rows * n, false);
    float[] dGates = new float[rows * 3 * n];
    float[] du = new float[rows * n];
    k.gruAfter(rows, n, gates, 0, u, 0, h, 0, out, 0);
    k.gruAfterBackward(rows, n, gates, 0, u, 0, h, 0, dh, 0, dGates, 0, du, 0);
    add(gates);
    add(out);
    add(dh);
    add(dGates);
    add(du);
    gates = floats(rows * 3 * n, true);
    k.gruBeforeReset(rows, n, gates, 0, h, 0, u, 0);
    k.gruBeforeUpdate(rows, n, gates, 0, h, 0, out, 0);
    k.gruBeforeUpdateBackward(rows, n, gates, 0, h, 0, dh, 0, dGates, 0);
    k.gruBeforeResetBackward(rows, n, gates, 0, h, 0, du, 0, dh, 0, dGates, 0);
    add(gates);
    add(u);
    add(out);
    add(dh);
    add(dGates);
  }

  private void lstmAndRnn(int n) {
    int rows = 2;
    float[] gates = floats(rows * 4 * n, true);
    float[] c = floats(rows * n, true);
    float[] cOut = new float[rows * n];
    float[] tc = new float[rows * n];
    float[] h = new float[rows * n];
    float[] dh = floats(rows * n, false);
    float[] dc = floats(rows * n, false);
    float[] dGates = new float[rows * 4 * n];
    k.lstm(rows, n, gates, 0, c, 0, cOut, 0, tc, 0, h, 0);
    k.lstmBackward(rows, n, gates, 0, c, 0, tc, 0, dh, 0, dc, 0, dGates, 0);
    add(gates);
    add(cOut);
    add(tc);
    add(h);
    add(dc);
    add(dGates);
    float[] pre = floats(rows * n, true);
    k.rnnTanh(rows, n, pre, 0, h, 0);
    k.rnnTanhBackward(rows, n, h, 0, dh, 0, dc, 0);
    add(h);
    add(dc);
    k.rnnRelu(rows, n, pre, 0, h, 0);
    k.rnnReluBackward(rows, n, h, 0, dh, 0, dc, 0);
    add(h);
    add(dc);
  }
}
