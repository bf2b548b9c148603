package dev.sluice.formats.keras;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellActivation;

/// Layers that look at each row alone.
final class RowRun {
  private RowRun() {}

  static Values of(Workspace workspace, KerasLayer layer, Values x) {
    return switch (layer) {
      case KerasLayer.Dense dense -> dense(workspace, dense, x);
      case KerasLayer.Embedding embedding -> embedding(embedding, x);
      case KerasLayer.LayerNormalization norm -> normalization(norm, x);
      case KerasLayer.Masking masking -> masking(masking, x);
      case KerasLayer.Activation activation ->
          x.withRows(
              function(activation.function(), x.tensor().data().clone(), x.features()),
              x.features());
      case KerasLayer.Identity identity -> x;
      case KerasLayer.Recurrent recurrent -> throw new IllegalArgumentException(recurrent.name());
    };
  }

  private static Values dense(Workspace workspace, KerasLayer.Dense dense, Values x) {
    Tensor rows = x.requireFeatures(dense, dense.weight().shape().dim(1)).matrix();
    float[] sums;
    try (Tape tape = workspace.inference()) {
      sums =
          Ops.affine(
                  tape.constant(rows), tape.constant(dense.weight()), tape.constant(dense.bias()))
              .copy()
              .data();
    }
    int outputs = dense.weight().shape().dim(0);
    return x.withRows(function(dense.function(), sums, outputs), outputs);
  }

  /// In place.
  private static float[] function(KerasLayer.RowFunction function, float[] rows, int features) {
    if (function.pointwise().isPresent()) {
      CellActivation f = function.pointwise().get();
      if (!f.equals(CellActivation.linear())) {
        for (int i = 0; i < rows.length; i++) {
          rows[i] = f.of(rows[i]);
        }
      }
      return rows;
    }
    for (int from = 0; from < rows.length; from += features) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = from; j < from + features; j++) {
        max = Math.max(max, rows[j]);
      }
      double sum = 0;
      for (int j = from; j < from + features; j++) {
        sum += Math.exp(rows[j] - max);
      }
      for (int j = from; j < from + features; j++) {
        rows[j] = (float) (Math.exp(rows[j] - max) / sum);
      }
    }
    return rows;
  }

  private static Values embedding(KerasLayer.Embedding embedding, Values x) {
    int vocabulary = embedding.table().shape().dim(0);
    int size = embedding.table().shape().dim(1);
    if (x.rank() != 2) {
      throw new FormatException(
          "layer \"%s\" is given %s, expected ids [B,T]"
              .formatted(embedding.name(), x.tensor().shape()));
    }
    float[] ids = x.tensor().data();
    float[] out = new float[Math.multiplyExact(ids.length, size)];
    boolean[] mask = new boolean[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int id = (int) ids[i];
      if (id != ids[i] || id < 0 || id >= vocabulary) {
        throw new FormatException(
            "layer \"%s\": element %d is %s, expected an id from 0 to %d"
                .formatted(embedding.name(), i, ids[i], vocabulary - 1));
      }
      mask[i] = id != 0;
      System.arraycopy(embedding.table().data(), id * size, out, i * size, size);
    }
    Shape shape = Shape.of(x.dim(0), x.dim(1), size);
    return new Values(
        Tensor.of(shape, out), embedding.maskZero() == KerasLayer.MaskZero.YES ? mask : null);
  }

  /// `γ (x − μ) / √(σ² + ε) + β` over the last axis.
  private static Values normalization(KerasLayer.LayerNormalization norm, Values x) {
    int features = x.features();
    norm.gamma().or(norm::beta).ifPresent(given -> x.requireFeatures(norm, given.length));
    float[] in = x.tensor().data();
    float[] out = new float[in.length];
    for (int from = 0; from < in.length; from += features) {
      double mean = 0;
      for (int j = 0; j < features; j++) {
        mean += in[from + j];
      }
      mean /= features;
      double variance = 0;
      for (int j = 0; j < features; j++) {
        variance += (in[from + j] - mean) * (in[from + j] - mean);
      }
      double scale = 1 / Math.sqrt(variance / features + norm.epsilon());
      for (int j = 0; j < features; j++) {
        double gamma = norm.gamma().isPresent() ? norm.gamma().get()[j] : 1;
        double beta = norm.beta().isPresent() ? norm.beta().get()[j] : 0;
        out[from + j] = (float) ((in[from + j] - mean) * scale * gamma + beta);
      }
    }
    return x.withRows(out, features);
  }

  /// Steps whose features all have the value are masked, and given as zeros.
  private static Values masking(KerasLayer.Masking masking, Values x) {
    if (x.rank() != 3) {
      throw new FormatException(
          "layer \"%s\" is given %s, expected [B,T,F]"
              .formatted(masking.name(), x.tensor().shape()));
    }
    int features = x.features();
    float[] out = x.tensor().data().clone();
    boolean[] mask = new boolean[x.rows()];
    for (int row = 0; row < mask.length; row++) {
      for (int j = row * features; j < (row + 1) * features; j++) {
        mask[row] |= out[j] != masking.value();
      }
      if (!mask[row]) {
        java.util.Arrays.fill(out, row * features, (row + 1) * features, 0);
      }
    }
    return x.withRows(out, features).withMask(mask);
  }
}
