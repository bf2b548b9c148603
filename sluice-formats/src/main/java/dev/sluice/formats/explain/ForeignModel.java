package dev.sluice.formats.explain;

import dev.sluice.core.model.RecurrentModel;
import java.util.List;

/// A model file of another system.
public interface ForeignModel {
  /// What it computes.
  Explanation explain();

  /// Sentences about what is likely wrong in the file.
  default List<String> warnings() {
    return List.of();
  }

  /// The whole file as a stack.
  ///
  /// @throws dev.sluice.formats.FormatException if it computes anything else too, or something that
  ///   sluice-core does not have
  RecurrentModel stack();

  /// One recurrent part as a stack.
  ///
  /// @param part its name in the file, one of [Explanation#parts]
  /// @throws dev.sluice.formats.FormatException if there is no such part, or it computes something
  ///   that sluice-core does not have
  RecurrentModel stack(String part);
}
