package dev.sluice.formats.onnx;

/// How a model is taken where its file may be wrong, and how much it may ask for.
///
/// @param reset which reset position its GRU nodes have
/// @param memory bytes that the values of one run may take together
public record OnnxModelOptions(GivenReset reset, long memory) {
  /// What a run may take if nothing else is said, 256 MiB.
  private static final long MEMORY = 1L << 28;

  /// Checks the memory.
  public OnnxModelOptions {
    if (memory < 0) {
      throw new IllegalArgumentException("a run may take 0 bytes or more, not " + memory);
    }
  }

  /// Where the reset gate of GRU nodes acts.
  public enum GivenReset {
    /// As each node's `linear_before_reset` says.
    AS_WRITTEN,
    /// After the matmul, whatever the nodes say: for files of exporters that forget to say so.
    AFTER_MATMUL
  }

  /// Everything as it is written.
  public static final OnnxModelOptions AS_WRITTEN =
      new OnnxModelOptions(GivenReset.AS_WRITTEN, MEMORY);

  /// For models from PyTorch whose exporter wrote the wrong reset position.
  public static final OnnxModelOptions LINEAR_BEFORE_RESET =
      new OnnxModelOptions(GivenReset.AFTER_MATMUL, MEMORY);

  /// The same with another bound on the memory of a run.
  ///
  /// @param bytes 0 or more
  public OnnxModelOptions memory(long bytes) {
    return new OnnxModelOptions(reset, bytes);
  }
}
