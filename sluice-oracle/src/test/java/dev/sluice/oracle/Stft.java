package dev.sluice.oracle;

/// Spectra of 512 samples every 256, window √Hann, as plain sums: a test need not be fast.
final class Stft {
  private static final int SIZE = 512;
  private static final int HOP = 256;
  private static final int BINS = SIZE / 2 + 1;
  private static final double[] COS = new double[SIZE];
  private static final double[] SIN = new double[SIZE];
  private static final double[] WINDOW = new double[SIZE];

  static {
    for (int i = 0; i < SIZE; i++) {
      COS[i] = Math.cos(2 * Math.PI * i / SIZE);
      SIN[i] = Math.sin(2 * Math.PI * i / SIZE);
      WINDOW[i] = Math.sqrt(0.5 - 0.5 * COS[i]);
    }
  }

  private Stft() {}

  static int frames(int samples) {
    return (samples - SIZE) / HOP + 1;
  }

  /// Real and imaginary part of each bin, `[257,2]`.
  static float[] forward(float[] samples, int frame) {
    float[] out = new float[BINS * 2];
    for (int k = 0; k < BINS; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < SIZE; i++) {
        double value = samples[frame * HOP + i] * WINDOW[i];
        re += value * COS[k * i % SIZE];
        im -= value * SIN[k * i % SIZE];
      }
      out[2 * k] = (float) re;
      out[2 * k + 1] = (float) im;
    }
    return out;
  }

  /// Adds a frame's samples.
  static void backward(float[] spectrum, int frame, float[] samples) {
    for (int i = 0; i < SIZE; i++) {
      double sum = spectrum[0] + spectrum[2 * (BINS - 1)] * COS[(BINS - 1) * i % SIZE];
      for (int k = 1; k < BINS - 1; k++) {
        sum += 2 * (spectrum[2 * k] * COS[k * i % SIZE] - spectrum[2 * k + 1] * SIN[k * i % SIZE]);
      }
      samples[frame * HOP + i] += (float) (sum / SIZE * WINDOW[i]);
    }
  }
}
