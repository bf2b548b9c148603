package dev.sluice.formats.onnx;

import dev.sluice.formats.Source;
import dev.sluice.formats.wire.ProtoReader;
import java.nio.file.Path;

/// The tensors of ONNX's own tests: one `TensorProto` a file.
public final class TensorFiles {
  private TensorFiles() {}

  public static NdArray value(Path path) {
    return OnnxTensor.read(ProtoReader.of(Source.read(path)), 0, ExternalData.refused()).value();
  }
}
