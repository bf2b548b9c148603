package dev.sluice.formats.onnx;

import java.util.List;

/// A constant of a node.
public sealed interface Attribute {
  /// An integer.
  record Int(long value) implements Attribute {}

  /// A float.
  record Real(float value) implements Attribute {}

  /// A text.
  record Text(String value) implements Attribute {}

  /// A tensor.
  record OfTensor(NdArray value) implements Attribute {}

  /// A graph, such as the body of a loop.
  record OfGraph(Graph value) implements Attribute {}

  /// Integers.
  record Ints(long[] values) implements Attribute {}

  /// Floats.
  record Reals(float[] values) implements Attribute {}

  /// Texts.
  record Texts(List<String> values) implements Attribute {}
}
