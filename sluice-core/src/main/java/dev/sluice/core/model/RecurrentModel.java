package dev.sluice.core.model;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.NotStreamable;
import dev.sluice.core.stream.StackStepper;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A recurrent stack whose numbers no longer change: to be run, stepped, shared between threads,
/// saved and loaded.
///
/// ```java
/// RecurrentModel model = RecurrentModel.freeze(gru);
/// model.save(Path.of("encoder.sluice"), Overwrite.REFUSE);
/// Stepper stepper = RecurrentModel.load(Path.of("encoder.sluice")).stepper();
/// ```
public final class RecurrentModel {
  private static final String TASK = "recurrent";
  private static final String PLACE = "recurrent";

  private final Recurrent stack;
  private final Map<String, Tensor> tensors;
  private final Fingerprint fingerprint;
  private @Nullable PackedStack packed;

  private RecurrentModel(RecurrentSpec<?> spec, Map<String, Tensor> tensors) {
    Parameters parameters = Parameters.loaded(tensors);
    this.stack = Recurrent.create(spec, parameters.root());
    parameters.complete();
    this.tensors = tensors;
    this.fingerprint = Fingerprint.of(RecurrentSpecJson.write(spec), tensors);
  }

  /// A copy of the stack as it is now.
  public static RecurrentModel freeze(Recurrent stack) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    stack.parameters().forEach((name, parameter) -> tensors.put(name, parameter.toTensor()));
    return new RecurrentModel(stack.spec(), tensors);
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    RecurrentSpec<?> spec = stack.spec();
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", TASK)
            .put(PLACE, RecurrentSpecJson.write(spec))
            .build();
    SafetensorsFile weights =
        new SafetensorsFile(
            TorchTensors.toFile(spec, "", tensors),
            Map.of("variant", TorchTensors.variant(spec).orElse("torch")));
    String card = "# A recurrent stack of Sluice\n\n" + spec + "\n";
    ModelDirectory.write(directory, new ModelFiles(config, weights, Map.of(), card), overwrite);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another kind, or does not fit together
  public static RecurrentModel load(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    String task = stored.config().member("task").string();
    if (!task.equals(TASK)) {
      throw new ModelException(
          directory
              + " is a model for the task \""
              + task
              + "\", not a bare recurrent stack; load it with that task's class");
    }
    RecurrentSpec<?> spec = RecurrentSpecJson.read(stored.config().member(PLACE));
    try {
      return new RecurrentModel(
          spec, TorchTensors.fromFile(spec, "", stored.files().weights().tensors()));
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory
              + ": "
              + e.getMessage()
              + "; config.json and model.safetensors are not of one model",
          e);
    }
  }

  /// What is computed.
  public RecurrentSpec<?> spec() {
    return stack.spec();
  }

  /// The frozen stack, for forward code of one's own.
  public Recurrent stack() {
    return stack;
  }

  /// What tells this model from another; states carry it.
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /// h of the last layer at every step.
  ///
  /// @param x `[ΣT,I]`
  /// @return `[ΣT,outputSize]`
  public Seq run(Seq x) {
    try (Tape tape = Tape.inference()) {
      return stack.forward(tape.seq(x)).copy();
    }
  }

  /// A stepper for one thread, whose answers are h of the last layer.
  ///
  /// @throws NotStreamable if a layer runs backward in time
  public Stepper stepper() {
    StackStepper.requireStreamable(spec(), "this stack");
    return StackStepper.hidden(fingerprint.bits(), packed());
  }

  /// Packed at first use, then shared by all steppers.
  private synchronized PackedStack packed() {
    PackedStack result = packed;
    if (result == null) {
      result = PackedStack.of(stack, KernelChoice.current().kernels());
      packed = result;
    }
    return result;
  }

  @Override
  public String toString() {
    return "RecurrentModel[" + spec() + "]";
  }
}
