package dev.sluice.formats.onnx;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operation of a graph.
///
/// @param inputs names of values; empty where an optional one is absent
/// @param outputs names of values; empty where one is not wanted
/// @param offset the byte of the file where it begins
public record Node(
    String name,
    String type,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes,
    Source source,
    int offset) {

  /// An integer attribute, or what holds without it.
  ///
  /// @throws FormatException if it is of another kind
  public long integer(String attribute, long otherwise) {
    return attribute(attribute, Attribute.Int.class).map(Attribute.Int::value).orElse(otherwise);
  }

  /// A float attribute, or what holds without it.
  ///
  /// @throws FormatException if it is of another kind
  public float real(String attribute, float otherwise) {
    return attribute(attribute, Attribute.Real.class).map(Attribute.Real::value).orElse(otherwise);
  }

  /// A text attribute, or what holds without it.
  ///
  /// @throws FormatException if it is of another kind
  public String text(String attribute, String otherwise) {
    return attribute(attribute, Attribute.Text.class).map(Attribute.Text::value).orElse(otherwise);
  }

  /// Integers, if the attribute is there.
  ///
  /// @throws FormatException if it is of another kind
  public Optional<long[]> integers(String attribute) {
    return attribute(attribute, Attribute.Ints.class).map(Attribute.Ints::values);
  }

  /// Floats, if the attribute is there.
  ///
  /// @throws FormatException if it is of another kind
  public Optional<float[]> reals(String attribute) {
    return attribute(attribute, Attribute.Reals.class).map(Attribute.Reals::values);
  }

  /// Texts, if the attribute is there.
  ///
  /// @throws FormatException if it is of another kind
  public Optional<List<String>> texts(String attribute) {
    return attribute(attribute, Attribute.Texts.class).map(Attribute.Texts::values);
  }

  /// An attribute of some kind, if it is there.
  ///
  /// @throws FormatException if it is of another kind
  public <A extends Attribute> Optional<A> attribute(String attribute, Class<A> kind) {
    Attribute found = attributes.get(attribute);
    if (found == null) {
      return Optional.empty();
    }
    if (!kind.isInstance(found)) {
      throw error(
          "attribute %s is %s, not %s"
              .formatted(attribute, found.getClass().getSimpleName(), kind.getSimpleName()));
    }
    return Optional.of(kind.cast(found));
  }

  /// The name of input `i`, empty if it is absent.
  public String input(int i) {
    return i < inputs.size() ? inputs.get(i) : "";
  }

  /// The name of output `i`, empty if it is not wanted.
  public String output(int i) {
    return i < outputs.size() ? outputs.get(i) : "";
  }

  /// An error of this node.
  public FormatException error(String message) {
    return source.error(offset, this + ": " + message);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? type + " → " + output(0) : type + " \"" + name + "\"";
  }
}
