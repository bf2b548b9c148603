package dev.sluice.formats.onnx;

/// How a model is taken where its file may be wrong.
///
/// @param reset which reset position its GRU nodes have
public record OnnxModelOptions(GivenReset reset) {
  /// Where the reset gate of GRU nodes acts.
  public enum GivenReset {
    /// As each node's `linear_before_reset` says.
    AS_WRITTEN,
    /// After the matmul, whatever the nodes say: for files of exporters that forget to say so.
    AFTER_MATMUL
  }

  /// Everything as it is written.
  public static final OnnxModelOptions AS_WRITTEN = new OnnxModelOptions(GivenReset.AS_WRITTEN);

  /// For models from PyTorch whose exporter wrote the wrong reset position.
  public static final OnnxModelOptions LINEAR_BEFORE_RESET =
      new OnnxModelOptions(GivenReset.AFTER_MATMUL);
}
