package dev.sluice.tasks.audio;

import java.util.Arrays;
import java.util.Locale;

/// The triangles of a [FeatureSpec], without their zeros.
///
/// @param first the first bin of each band [B]
/// @param weights of its bins from there on [B][·]
record MelFilters(int[] first, double[][] weights) {
  /// @throws IllegalArgumentException if a band lies between two bins
  static MelFilters of(FeatureSpec spec, Warp warp) {
    double[] edges = Arrays.stream(edges(spec)).map(hertz -> warp.of(hertz, spec)).toArray();
    double bin = (double) spec.rate() / spec.transform();
    int[] first = new int[spec.bands()];
    double[][] weights = new double[spec.bands()][];
    for (int b = 0; b < first.length; b++) {
      // The edges themselves weigh nothing.
      int from = (int) Math.floor(edges[b] / bin) + 1;
      int to = Math.min((int) Math.ceil(edges[b + 2] / bin), spec.transform() / 2 + 1);
      if (from >= to) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "band %d of %d, from %.1f to %.1f Hz%s, lies between two frequencies of a window of %d samples, %.1f Hz apart; %s",
                b,
                first.length,
                edges[b],
                edges[b + 2],
                warp.equals(Warp.NONE) ? "" : " at a warp of " + warp.percent() + " %",
                spec.window(),
                bin,
                warp.equals(Warp.NONE)
                    ? "use fewer bands or a longer window"
                    : "use less warp, fewer bands or a longer window"));
      }
      first[b] = from;
      weights[b] = new double[to - from];
      for (int k = from; k < to; k++) {
        double rising = (k * bin - edges[b]) / (edges[b + 1] - edges[b]);
        double falling = (edges[b + 2] - k * bin) / (edges[b + 2] - edges[b + 1]);
        weights[b][k - from] = Math.max(0, Math.min(rising, falling));
      }
    }
    return new MelFilters(first, weights);
  }

  /// In Hz, [B + 2].
  private static double[] edges(FeatureSpec spec) {
    double low = mel(spec.lowest());
    double high = mel(spec.highest());
    double[] edges = new double[spec.bands() + 2];
    for (int e = 0; e < edges.length; e++) {
      double mel = low + (high - low) * e / (edges.length - 1);
      edges[e] = 700 * (StrictMath.pow(10, mel / 2595) - 1);
    }
    return edges;
  }

  private static double mel(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }

  /// The power in a band, from that of the bins.
  double power(int band, double[] bins) {
    double[] weight = weights[band];
    int from = first[band];
    double sum = 0;
    for (int k = 0; k < weight.length; k++) {
      sum += weight[k] * bins[from + k];
    }
    return sum;
  }
}
