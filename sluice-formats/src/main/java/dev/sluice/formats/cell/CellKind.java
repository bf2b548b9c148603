package dev.sluice.formats.cell;

/// The three cells, with their gates in the order of ONNX.
public enum CellKind {
  /// One block.
  RNN(1, 1),
  /// z, r, n; z weighs the old state.
  GRU(3, 2),
  /// i, o, f, c.
  LSTM(4, 3);

  private final int gates;
  private final int activations;

  CellKind(int gates, int activations) {
    this.gates = gates;
    this.activations = activations;
  }

  /// G, the blocks of H rows in a weight matrix.
  public int gates() {
    return gates;
  }

  /// Activations of one direction: f; f, g; f, g, h.
  public int activations() {
    return activations;
  }
}
