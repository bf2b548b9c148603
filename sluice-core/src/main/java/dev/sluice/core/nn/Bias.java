package dev.sluice.core.nn;

/// Which bias vectors a GRU layer has.
public enum Bias {
  /// None.
  NONE(0),
  /// One of 3H: b_z, b_r, b_n.
  INPUT(3),
  /// 4H: b_z, b_r, b_n and b_hn, the candidate's own in the recurrent product (oneDNN's LBR GRU).
  INPUT_AND_CANDIDATE(4),
  /// 6H: b_iz, b_ir, b_in, b_hz, b_hr, b_hn (PyTorch, Keras with `reset_after`).
  DOUBLE(6);

  private final int blocks;

  Bias(int blocks) {
    this.blocks = blocks;
  }

  /// The number of values in units of H.
  public int blocks() {
    return blocks;
  }
}
