package dev.sluice.formats.keras;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellLayerRunner;
import java.util.List;
import java.util.Optional;

/// A layer that was read, with its weights.
sealed interface KerasLayer {
  /// What the file calls it.
  String name();

  /// One or two recurrent layers.
  ///
  /// @param parts forward, and backward of a Bidirectional
  record Recurrent(String name, List<Part> parts, Merging merging) implements KerasLayer {}

  /// One direction.
  ///
  /// @param runner the cell, forward in time; what is backward is turned before and after
  record Part(
      CellLayerRunner runner, Order order, Outputs outputs, MaskedOutputs masked, Memory memory) {}

  /// In which order a part takes the steps, and gives its outputs.
  enum Order {
    FORWARD,
    /// `go_backwards`.
    BACKWARD
  }

  /// `return_sequences`.
  enum Outputs {
    LAST,
    ALL
  }

  /// `zero_output_for_mask`: what stands at steps that are masked.
  enum MaskedOutputs {
    BEFORE,
    ZERO
  }

  /// `stateful`.
  enum Memory {
    NONE,
    BETWEEN_RUNS
  }

  /// `merge_mode`, and NONE for one direction.
  enum Merging {
    NONE,
    CONCAT,
    SUM,
    MUL,
    AVE
  }

  /// `y = f(W x + b)` of each row.
  ///
  /// @param weight W `[O,I]`
  /// @param bias `[O]`, zeros where the file has none
  record Dense(String name, Tensor weight, Tensor bias, RowFunction function)
      implements KerasLayer {}

  /// Rows of a table `[V,E]`.
  record Embedding(String name, Tensor table, MaskZero maskZero) implements KerasLayer {}

  /// `mask_zero`.
  enum MaskZero {
    NO,
    YES
  }

  /// Normalised rows.
  ///
  /// @param gamma `[F]`, empty without scale
  /// @param beta `[F]`, empty without centre
  record LayerNormalization(
      String name, Optional<float[]> gamma, Optional<float[]> beta, float epsilon)
      implements KerasLayer {}

  /// Steps whose features all have a value are masked.
  record Masking(String name, float value) implements KerasLayer {}

  /// A function of each row.
  record Activation(String name, RowFunction function) implements KerasLayer {}

  /// Nothing, but in training.
  record Identity(String name) implements KerasLayer {}

  /// A function of a row: of each value alone, or a softmax.
  ///
  /// @param pointwise empty for softmax
  record RowFunction(Optional<CellActivation> pointwise) {}
}
