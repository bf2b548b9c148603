package dev.sluice.formats.keras;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model of Keras that runs as `model.predict` does: frozen, for any number of threads, each with
/// a workspace of its own.
///
/// ```java
/// KerasModel model = KerasModel.of(KerasFile.read(Path.of("model.keras")));
/// try (Workspace workspace = Workspace.threads(1)) {
///   Tensor y = model.run(workspace, x);
/// }
/// ```
public final class KerasModel {
  private final List<KerasLayer> layers;

  private KerasModel(List<KerasLayer> layers) {
    this.layers = List.copyOf(layers);
  }

  /// A model that computes what its file says.
  ///
  /// @throws FormatException if the file has what is not represented here, naming it
  public static KerasModel of(KerasFile file) {
    return new KerasModel(LayerReader.layers(file));
  }

  /// Reads a file.
  ///
  /// @throws FormatException if it is damaged, or has what is not represented here
  public static KerasModel read(Path path) {
    return of(KerasFile.read(path));
  }

  /// The names of its layers, without inputs.
  public List<String> layers() {
    return layers.stream().map(KerasLayer::name).toList();
  }

  /// What a run gave.
  ///
  /// @param outputs `[B,T,F]` or `[B,F]`
  /// @param state behind the last step, of the stateful layers
  public record Result(Tensor outputs, KerasState state) {}

  /// Runs from zero states.
  ///
  /// @param x `[B,T,F]`, or `[B,T]` of ids where the first layer is an Embedding
  /// @return `[B,T,F]` or `[B,F]`
  /// @throws FormatException if `x` has a shape or ids that the model cannot take
  public Tensor run(Workspace workspace, Tensor x) {
    return run(workspace, x, KerasState.zeros()).outputs();
  }

  /// Runs on, with the states that stateful layers had in a run before.
  ///
  /// @param x as in [#run(Workspace, Tensor)]
  /// @param state of a run with as many sequences, or [KerasState#zeros]
  /// @throws FormatException if `x` or the state does not fit
  public Result run(Workspace workspace, Tensor x, KerasState state) {
    Values values = new Values(x, null);
    List<KerasState.Part> left = new ArrayList<>(state.parts());
    List<KerasState.Part> kept = new ArrayList<>();
    for (KerasLayer layer : layers) {
      values =
          layer instanceof KerasLayer.Recurrent recurrent
              ? RecurrentRun.of(workspace, recurrent, values, left, kept)
              : RowRun.of(workspace, layer, values);
    }
    if (!left.isEmpty()) {
      throw new FormatException("the state is one of another model: it has parts too many");
    }
    return new Result(values.tensor(), new KerasState(kept));
  }
}
