package dev.sluice.core.tensor;

/// B sequences of feature vectors with their lengths, packed: rows `[ΣT, F]`, see [Lengths].
public final class Seq {
  private final Tensor rows;
  private final Lengths lengths;

  private Seq(Tensor rows, Lengths lengths) {
    this.rows = rows;
    this.lengths = lengths;
  }

  /// Rows that are packed already.
  ///
  /// @param rows `[ΣT, F]`, in the order of `lengths`; not copied
  public static Seq packed(Tensor rows, Lengths lengths) {
    if (rows.shape().rank() != 2 || rows.shape().dim(0) != lengths.rows()) {
      throw new IllegalArgumentException(
          "packed rows have shape "
              + rows.shape()
              + "; "
              + lengths
              + " need ["
              + lengths.rows()
              + ",F]");
    }
    return new Seq(rows, lengths);
  }

  /// One sequence per element: `sequences[b][t]` is a feature vector of F values.
  ///
  /// @throws IllegalArgumentException if feature counts differ, naming the sequence and step
  public static Seq of(float[][][] sequences, int features) {
    int[] counts = new int[sequences.length];
    for (int b = 0; b < counts.length; b++) {
      counts[b] = sequences[b].length;
    }
    Lengths lengths = Lengths.of(counts);
    Tensor rows = Tensor.zeros(lengths.rows(), features);
    for (int b = 0; b < counts.length; b++) {
      for (int t = 0; t < counts[b]; t++) {
        if (sequences[b][t].length != features) {
          throw new IllegalArgumentException(
              "sequence "
                  + b
                  + ", step "
                  + t
                  + " has "
                  + sequences[b][t].length
                  + " features, expected "
                  + features);
        }
        System.arraycopy(sequences[b][t], 0, rows.data(), lengths.row(b, t) * features, features);
      }
    }
    return new Seq(rows, lengths);
  }

  /// Packs a padded tensor; what lies beyond a length is not read.
  ///
  /// @param padded `[T,B,F]` or `[B,T,F]`, as `layout` says
  public static Seq fromPadded(Tensor padded, Layout layout, Lengths lengths) {
    Shape shape = padded.shape();
    if (shape.rank() != 3
        || shape.dim(layout.batchAxis()) != lengths.batch()
        || shape.dim(layout.timeAxis()) < lengths.steps()) {
      throw new IllegalArgumentException(
          "padded tensor " + shape + " (" + layout + ") does not hold " + lengths);
    }
    int features = shape.dim(2);
    Tensor rows = Tensor.zeros(lengths.rows(), features);
    for (int b = 0; b < lengths.batch(); b++) {
      for (int t = 0; t < lengths.length(b); t++) {
        int from = layout.row(b, t, lengths.batch(), shape.dim(layout.timeAxis())) * features;
        System.arraycopy(padded.data(), from, rows.data(), lengths.row(b, t) * features, features);
      }
    }
    return new Seq(rows, lengths);
  }

  /// The padded tensor, zero beyond each length: `[T,B,F]` or `[B,T,F]`.
  public Tensor toPadded(Layout layout) {
    int batch = lengths.batch();
    int steps = lengths.steps();
    int features = features();
    Tensor padded =
        layout == Layout.TIME_MAJOR
            ? Tensor.zeros(steps, batch, features)
            : Tensor.zeros(batch, steps, features);
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < lengths.length(b); t++) {
        int to = layout.row(b, t, batch, steps) * features;
        System.arraycopy(rows.data(), lengths.row(b, t) * features, padded.data(), to, features);
      }
    }
    return padded;
  }

  /// The steps of sequence `i`, copied: `[T_i][F]`.
  public float[][] sequence(int i) {
    int features = features();
    float[][] steps = new float[lengths.length(i)][features];
    for (int t = 0; t < steps.length; t++) {
      System.arraycopy(rows.data(), lengths.row(i, t) * features, steps[t], 0, features);
    }
    return steps;
  }

  /// The packed rows `[ΣT, F]`.
  public Tensor rows() {
    return rows;
  }

  /// The lengths and the packing plan.
  public Lengths lengths() {
    return lengths;
  }

  /// F, the number of features of a step.
  public int features() {
    return rows.shape().dim(1);
  }

  @Override
  public String toString() {
    return "Seq" + rows.shape() + " of " + lengths;
  }
}
