package dev.sluice.formats.onnx;

import java.util.List;

/// An input or output of a graph: its name, the number of its element type (0 if none is said), and
/// its extents, a name or `?` where they are free.
public record ValueInfo(String name, int elementType, List<String> extents) {
  @Override
  public String toString() {
    String type =
        DataType.of(elementType).map(t -> t.name().toLowerCase(java.util.Locale.ROOT)).orElse("?");
    return name + " " + type + "[" + String.join(",", extents) + "]";
  }
}
