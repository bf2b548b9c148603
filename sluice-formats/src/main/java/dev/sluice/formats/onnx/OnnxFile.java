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

  private static final int OLDEST_OPSET = 7;
  private static final int NEWEST_OPSET = 22;

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
    OnnxFile file = new OnnxParser(source, external).file();
    long opset = file.opsets.getOrDefault("", 1L);
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw source.error(
          0,
          "opset %d of ONNX's operators, which mean other things there; export it with opset %d to %d"
              .formatted(opset, OLDEST_OPSET, NEWEST_OPSET));
    }
    return file;
  }

  /// The version of ONNX's own operators.
  public int opset() {
    return Math.toIntExact(opsets.getOrDefault("", 1L));
  }
}
