package dev.sluice.core.model;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.NotStreamable;
import dev.sluice.core.stream.SlidingMemory;
import dev.sluice.core.stream.SlidingStepper;
import dev.sluice.core.stream.StackStepper;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.stream.Streaming;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A recurrent stack whose numbers no longer change: to be run, stepped, shared between threads,
/// saved and loaded.
///
/// ```java
/// RecurrentModel model = RecurrentModel.freeze(gru);
/// model.save(Path.of("encoder.sluice"), Overwrite.REFUSE);
/// Stepper stepper = RecurrentModel.load(Path.of("encoder.sluice")).stepper();
/// ```
///
/// How it streams is part of it: [#freeze] carries the state on from the start of a stream,
/// [#sliding] answers from the last events alone.
public final class RecurrentModel {
  private static final String TASK = "recurrent";
  private static final String PLACE = "recurrent";

  private static final String STREAMING = "streaming";
  private static final String CONTEXT = "context";

  private final Recurrent stack;
  private final Map<String, Tensor> tensors;
  private final Streaming streaming;
  private final Fingerprint fingerprint;
  private final Map<Precision, PackedStack> packed = new EnumMap<>(Precision.class);

  private RecurrentModel(Recurrent stack, Map<String, Tensor> tensors, Streaming streaming) {
    this.stack = stack;
    this.tensors = tensors;
    this.streaming = streaming;
    this.fingerprint = Fingerprint.of(computed(), tensors);
  }

  private static RecurrentModel of(
      RecurrentSpec<?> spec, Map<String, Tensor> tensors, Streaming streaming) {
    Parameters parameters = Parameters.loaded(tensors);
    Recurrent stack = Recurrent.create(spec, parameters.root());
    parameters.complete();
    return new RecurrentModel(stack, tensors, streaming);
  }

  /// What an answer depends on beside the numbers; a carried model's is the bare spec.
  private JsonObject computed() {
    JsonObject spec = RecurrentSpecJson.write(stack.spec());
    return streaming.mode() == StreamingMode.CARRIED
        ? spec
        : putStreaming(JsonObject.builder().put(PLACE, spec)).build();
  }

  /// A copy of the stack as it is now; streams carry its state on.
  ///
  /// @throws ModelException if a weight is NaN or infinite
  public static RecurrentModel freeze(Recurrent stack) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    stack.parameters().forEach((name, parameter) -> tensors.put(name, parameter.toTensor()));
    new SafetensorsFile(tensors, Map.of()).requireFinite("the stack");
    return of(stack.spec(), tensors, Streaming.CARRIED);
  }

  /// The same model, whose streams are answered from their last `context` events: as [#run] at the
  /// last step of that window, bit for bit. For stacks trained on windows, of any direction.
  ///
  /// @throws IllegalArgumentException if a window has no event, or more than 2²⁴
  public RecurrentModel sliding(int context) {
    return new RecurrentModel(stack, tensors, Streaming.sliding(context));
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    RecurrentSpec<?> spec = stack.spec();
    JsonObject.Builder config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", TASK)
            .put(PLACE, RecurrentSpecJson.write(spec));
    SafetensorsFile weights =
        new SafetensorsFile(
            TorchTensors.toFile(spec, "", tensors),
            Map.of("variant", TorchTensors.variant(spec).orElse("torch")));
    String card = "# A recurrent stack of Sluice\n\n" + spec + "\n";
    ModelDirectory.write(
        directory,
        new ModelFiles(putStreaming(config).build(), weights, Map.of(), card),
        overwrite);
  }

  private JsonObject.Builder putStreaming(JsonObject.Builder config) {
    config.put(STREAMING, streaming.mode().name().toLowerCase(Locale.ROOT));
    return streaming.mode() == StreamingMode.SLIDING
        ? config.put(CONTEXT, streaming.context())
        : config;
  }

  /// A model without the member was written before there was one: its state is carried.
  private static Streaming streaming(JsonView config) {
    StreamingMode mode =
        config
            .find(STREAMING)
            .map(stored -> stored.choice(StreamingMode.values()))
            .orElse(StreamingMode.CARRIED);
    if (mode == StreamingMode.CARRIED) {
      config.allowOnly("sluice_version", "task", PLACE, STREAMING);
      return Streaming.CARRIED;
    }
    config.allowOnly("sluice_version", "task", PLACE, STREAMING, CONTEXT);
    JsonView context = config.member(CONTEXT);
    try {
      return Streaming.sliding(context.integer(1));
    } catch (IllegalArgumentException e) {
      throw new ModelException(context + ": " + e.getMessage(), e);
    }
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
              + "\", not a bare recurrent stack; use the commands of that task, from Java its class");
    }
    RecurrentSpec<?> spec = RecurrentSpecJson.read(stored.config().member(PLACE));
    Streaming streaming = streaming(stored.config());
    try {
      return of(
          spec, TorchTensors.fromFile(spec, "", stored.files().weights().tensors()), streaming);
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

  /// How [#stepper] answers streams.
  public Streaming streaming() {
    return streaming;
  }

  /// A stepper for one thread, in the model's streaming mode, whose answers are the last layer's
  /// output at the event.
  ///
  /// @throws NotStreamable if the state is to be carried and a layer runs backward in time
  public Stepper stepper() {
    return stepper(Precision.FLOAT32);
  }

  /// The same, on weights that are stored in another precision. States may move between steppers of
  /// any precision.
  ///
  /// @throws NotStreamable if the state is to be carried and a layer runs backward in time
  /// @throws IllegalArgumentException if a weight is too large for the precision
  public Stepper stepper(Precision precision) {
    return switch (streaming.mode()) {
      case CARRIED -> StackStepper.hidden(fingerprint.bits(), packed(precision));
      case SLIDING ->
          new SlidingStepper(
              fingerprint.bits(),
              new SlidingMemory(streaming.context(), spec().inputSize()),
              spec().outputSize(),
              packed(precision).window(streaming.context())::run);
    };
  }

  /// Packed at first use, then shared by all steppers.
  private synchronized PackedStack packed(Precision precision) {
    return packed.computeIfAbsent(
        precision, p -> PackedStack.of(stack, KernelChoice.current().kernels(), p));
  }

  @Override
  public String toString() {
    return "RecurrentModel[" + spec() + ", " + streaming + "]";
  }
}
