package dev.sluice.formats.onnx;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.nio.file.Path;
import java.util.Map;

/// What stands in an ONNX file: who wrote it, for which versions of the operator sets, and its
/// graph.
///
/// @param opsets versions by domain; the domain of ONNX itself is the empty text
/// @param metadata the file's `metadata_props`
public record OnnxFile(
    String producer,
    String producerVersion,
    Map<String, Long> opsets,
    Graph graph,
    Map<String, String> metadata) {

  /// Reads a file; tensors that it keeps in other files are refused.
  ///
  /// @throws FormatException if it is damaged, hostile, or has something that is not read
  public static OnnxFile read(Path path) {
    return read(Source.read(path), ExternalData.refused());
  }

  /// Reads a file from bytes.
  ///
  /// @throws FormatException if it is damaged, hostile, or has something that is not read
  public static OnnxFile read(Source source, ExternalData external) {
    return new OnnxParser(source, external).file();
  }

  /// The version of ONNX's own operators, or 1 if the file does not say.
  public int opset() {
    return Math.toIntExact(Math.min(opsets.getOrDefault("", 1L), Integer.MAX_VALUE));
  }
}
