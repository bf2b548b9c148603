package dev.sluice.formats.onnx.run;

import dev.sluice.formats.onnx.NdArray;

/// A node that gives the same value in each run.
record ConstantOperator(NdArray value) implements Operator.Single {
  @Override
  public NdArray value(Call call) {
    return value;
  }
}
