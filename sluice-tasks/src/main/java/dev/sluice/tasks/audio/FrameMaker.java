package dev.sluice.tasks.audio;

/// Makes frames; has scratch, so one for each thread or stream.
final class FrameMaker {
  private final FeatureSpec spec;
  private final FeatureTables tables;
  private final double[] windowed; // [N], zero from W on
  private final double[] re; // [N/2 + 1]
  private final double[] im; // [N/2 + 1]
  private final double[] logs; // [B]

  FrameMaker(FeatureSpec spec, FeatureTables tables) {
    this.spec = spec;
    this.tables = tables;
    windowed = new double[spec.transform()];
    re = new double[spec.transform() / 2 + 1];
    im = new double[re.length];
    logs = new double[spec.bands()];
  }

  /// One frame.
  ///
  /// The sample before it, of which pre-emphasis takes a share from the first, makes no difference:
  /// the window begins with 0.
  ///
  /// @param samples read from `from`, W of them
  /// @param out the frame goes to `[at, at + D)`
  void make(float[] samples, int from, float[] out, int at) {
    double[] window = tables.window();
    double emphasis = spec.preEmphasis();
    double last = 0;
    for (int i = 0; i < window.length; i++) {
      double sample = samples[from + i];
      windowed[i] = window[i] * (sample - emphasis * last);
      last = sample;
    }
    tables.fft().forward(windowed, re, im);
    for (int k = 0; k < re.length; k++) {
      re[k] = re[k] * re[k] + im[k] * im[k];
    }
    for (int b = 0; b < logs.length; b++) {
      logs[b] = StrictMath.log(spec.floor() + tables.filters().power(b, re));
    }
    if (spec.kind() == FeatureSpec.Kind.MFCC) {
      transform(out, at);
    } else {
      for (int b = 0; b < logs.length; b++) {
        out[at + b] = (float) logs[b];
      }
    }
  }

  private void transform(float[] out, int at) {
    double[][] cosines = tables.cosines();
    for (int i = 0; i < cosines.length; i++) {
      double sum = 0;
      for (int b = 0; b < logs.length; b++) {
        sum += cosines[i][b] * logs[b];
      }
      out[at + i] = (float) sum;
    }
  }
}
