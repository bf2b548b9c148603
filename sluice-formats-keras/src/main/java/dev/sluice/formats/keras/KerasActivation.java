package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonView;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellActivation.Function;
import java.util.Optional;

/// Activations by their names.
///
/// `hard_sigmoid` is 0.2 x + 0.5 within 0 and 1 in Keras 1 and 2, and x / 6 + 0.5 in Keras 3.
final class KerasActivation {
  private KerasActivation() {}

  /// A function of one value.
  ///
  /// @param name where it stands; absent for none
  /// @param major of Keras
  /// @throws dev.sluice.formats.FormatException if it is not known here
  static CellActivation of(Optional<JsonView> name, int major) {
    if (name.isEmpty()) {
      return CellActivation.linear();
    }
    return switch (name.get().string()) {
      case "linear" -> CellActivation.linear();
      case "tanh" -> CellActivation.TANH;
      case "sigmoid" -> CellActivation.SIGMOID;
      case "relu" -> Function.RELU.standard();
      case "elu" -> Function.ELU.standard();
      case "softsign" -> Function.SOFTSIGN.standard();
      case "softplus" -> Function.SOFTPLUS.standard();
      case "hard_sigmoid" ->
          major < 3
              ? Function.HARD_SIGMOID.standard()
              : new CellActivation(Function.HARD_SIGMOID, 1 / 6f, 0.5f);
      default ->
          throw name.get()
              .expected(
                  "linear, tanh, sigmoid, relu, elu, softsign, softplus or hard_sigmoid; others"
                      + " are not read here");
    };
  }

  /// Whether it is a softmax over a row, which is no function of one value.
  static boolean isSoftmax(Optional<JsonView> name) {
    return name.map(JsonView::string).orElse("").equals("softmax");
  }
}
