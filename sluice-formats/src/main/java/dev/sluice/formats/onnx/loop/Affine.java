package dev.sluice.formats.onnx.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `Σ scale · M s + Σ scale · b`: matrices times the step x, the state h or a gated state, and
/// biases; all of them views of the file's constants.
///
/// @param width the number of values
record Affine(int width, List<Part> parts, List<Bias> biases) {
  /// A body that adds more is none of a GRU.
  private static final int MOST = 64;

  /// What a matrix is multiplied by.
  sealed interface Source {}

  /// x, the step of the input.
  record Step() implements Source {}

  /// h, the state.
  record State() implements Source {}

  /// g ⊙ h.
  record GatedState(Form.Activated gate) implements Source {}

  /// A matrix `[width,columns]` times a source.
  record Part(Source source, View view, float scale) {}

  /// A constant row.
  record Bias(float[] data, int offset, int stride, float scale) {}

  /// A matrix of constants: element (i, j) is `data[offset + i · rowStride + j · columnStride]`.
  /// Without data it selects: 1 where j is i + offset, else 0.
  ///
  /// @param first the element of the source that column 0 is multiplied by
  record View(
      float @Nullable [] data,
      int offset,
      int rowStride,
      int columnStride,
      int first,
      int columns) {
    static View selection(int width) {
      return new View(null, 0, 1, 1, 0, width);
    }

    View fromRow(int row) {
      return new View(data, offset + row * rowStride, rowStride, columnStride, first, columns);
    }

    float at(int i, int j) {
      return data == null
          ? (i + offset == j ? 1 : 0)
          : data[offset + i * rowStride + j * columnStride];
    }
  }

  /// A source itself.
  static Affine of(Source source, int width) {
    return new Affine(width, List.of(new Part(source, View.selection(width), 1)), List.of());
  }

  static Affine zero(int width) {
    return new Affine(width, List.of(), List.of());
  }

  boolean isZero() {
    return parts.isEmpty() && biases.isEmpty();
  }

  /// The state or step that this is a part of, unscaled or scaled: one identity and no bias.
  Optional<Part> selection() {
    boolean one = parts.size() == 1 && biases.isEmpty() && parts.getFirst().view().data() == null;
    return one ? Optional.of(parts.getFirst()) : Optional.empty();
  }

  /// The value that all elements have, if this is a constant.
  Optional<Float> uniform() {
    if (!parts.isEmpty()) {
      return Optional.empty();
    }
    float sum = 0;
    for (Bias bias : biases) {
      float first = bias.data[bias.offset];
      for (int i = 1; i < width && bias.stride != 0; i++) {
        if (bias.data[bias.offset + i * bias.stride] != first) {
          return Optional.empty();
        }
      }
      sum += bias.scale * first;
    }
    return Optional.of(sum);
  }

  Affine plus(Affine other) throws NotRecognised {
    List<Part> allParts = new ArrayList<>(parts);
    allParts.addAll(other.parts);
    List<Bias> allBiases = new ArrayList<>(biases);
    allBiases.addAll(other.biases);
    if (allParts.size() + allBiases.size() > MOST) {
      throw new NotRecognised("its body adds more than a GRU does");
    }
    return new Affine(width, List.copyOf(allParts), List.copyOf(allBiases));
  }

  Affine times(float scale) {
    return new Affine(
        width,
        parts.stream().map(part -> new Part(part.source, part.view, part.scale * scale)).toList(),
        biases.stream()
            .map(bias -> new Bias(bias.data, bias.offset, bias.stride, bias.scale * scale))
            .toList());
  }

  Affine slice(int from, int size) {
    return new Affine(
        size,
        parts.stream()
            .map(part -> new Part(part.source, part.view.fromRow(from), part.scale))
            .toList(),
        biases.stream()
            .map(bias ->
                new Bias(bias.data, bias.offset + from * bias.stride, bias.stride, bias.scale))
            .toList());
  }

  /// Adds the matrices of one source to `out[width,columns]` from element `at` on.
  void addMatrix(Source source, float[] out, int at, int columns) {
    for (Part part : parts) {
      if (part.source.equals(source)) {
        for (int i = 0; i < width; i++) {
          for (int j = 0; j < part.view.columns; j++) {
            out[at + i * columns + part.view.first + j] += part.scale * part.view.at(i, j);
          }
        }
      }
    }
  }

  /// Adds the biases to `out[width]` from element `at` on.
  void addBias(float[] out, int at) {
    for (Bias bias : biases) {
      for (int i = 0; i < width; i++) {
        out[at + i] += bias.scale * bias.data[bias.offset + i * bias.stride];
      }
    }
  }
}
