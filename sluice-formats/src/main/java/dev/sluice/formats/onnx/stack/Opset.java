package dev.sluice.formats.onnx.stack;

/// The versions of ONNX's operators that are written.
public enum Opset {
  /// For readers of 2021 and later: `layout` exists, IR version 7.
  V14(14, 7),
  /// The newest of the recurrent operators, IR version 10.
  V22(22, 10);

  private final int version;
  private final int ir;

  Opset(int version, int ir) {
    this.version = version;
    this.ir = ir;
  }

  /// The number.
  public int version() {
    return version;
  }

  int ir() {
    return ir;
  }
}
