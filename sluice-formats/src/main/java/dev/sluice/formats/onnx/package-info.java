/// ONNX files (onnx.proto of ONNX 1.20): what stands in them, as records, and back.
///
/// ```
/// OnnxFile: Graph ─ Node ─ Attribute
///                 └ OnnxTensor, ValueInfo
/// ```
@NullMarked
package dev.sluice.formats.onnx;

import org.jspecify.annotations.NullMarked;
