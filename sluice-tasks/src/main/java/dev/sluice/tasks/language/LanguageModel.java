package dev.sluice.tasks.language;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.RecurrentSpecJson;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.text.Symbols;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A frozen model of language with its symbols, for any number of threads.
public final class LanguageModel {
  /// What its directory says it is.
  public static final String TASK = "language";

  private static final String PLACE = "recurrent";

  private final LanguageNetwork network;
  private final Symbols symbols;
  private final String card;
  private final RecurrentModel stack;
  private final Floats table;
  private final PackedHead head;

  private LanguageModel(LanguageNetwork network, Symbols symbols, String card) {
    if (symbols.size() != network.spec().vocabulary()) {
      throw new IllegalArgumentException(
          "%d symbols for a network of %d".formatted(symbols.size(), network.spec().vocabulary()));
    }
    this.network = network;
    this.symbols = symbols;
    this.card = card;
    stack = RecurrentModel.freeze(network.stack());
    table = values("embedding.weight");
    CheckedKernels kernels = KernelChoice.current().kernels();
    boolean tied = network.spec().tying() == LanguageSpec.Tying.TIED;
    Floats outputs = tied ? table : values("output.weight");
    PackedHead.Layer last = PackedHead.pack(kernels, outputs, values("output.bias"));
    boolean bridged =
        tied && network.spec().cell().outputSize() != network.spec().cell().inputSize();
    head =
        new PackedHead(
            kernels,
            bridged
                ? List.of(
                    PackedHead.pack(kernels, values("bridge.weight"), values("bridge.bias")), last)
                : List.of(last));
  }

  private Floats values(String name) {
    return network.parameters().get(name).values();
  }

  /// A copy of a network as it is now.
  ///
  /// @throws IllegalArgumentException if there are more or fewer symbols than it tells apart
  public static LanguageModel of(LanguageNetwork network, Symbols symbols) {
    return of(network.spec(), network.parameters().tensors(), symbols, "");
  }

  private static LanguageModel of(
      LanguageSpec spec, Map<String, Tensor> tensors, Symbols symbols, String card) {
    Parameters loaded = Parameters.loaded(tensors);
    LanguageNetwork.of(spec, loaded);
    return new LanguageModel(LanguageNetwork.of(spec, loaded.freeze()), symbols, card);
  }

  /// The same with a text for people, Markdown.
  public LanguageModel withCard(String text) {
    return new LanguageModel(network, symbols, text);
  }

  /// What it computes.
  public LanguageSpec spec() {
    return network.spec();
  }

  /// What remembers in it.
  public Recurrent stack() {
    return network.stack();
  }

  /// Its symbols.
  public Symbols symbols() {
    return symbols;
  }

  /// The number of its parameters.
  public int size() {
    return network.parameters().size();
  }

  /// What the stack reads of a text, one sequence `[T,E]`.
  public Seq input(String text) {
    int[] ids = symbols.encode(text);
    try (Tape tape = Tape.inference()) {
      return Seq.packed(network.embed(tape, ids).copy(), Lengths.of(ids.length));
    }
  }

  /// How well it foretells a text, from a fresh state.
  ///
  /// @param text two symbols or more
  public LanguageScore score(String text, Workspace workspace) {
    return score(symbols.encode(text), workspace);
  }

  /// How well it foretells symbols, from a fresh state.
  ///
  /// @param ids two or more
  public LanguageScore score(int[] ids, Workspace workspace) {
    return score(ids, workspace, done -> {});
  }

  /// As [#score(int[],Workspace)], telling how far it is.
  ///
  /// @param ids two or more
  /// @param done told how many symbols are foretold
  public LanguageScore score(int[] ids, Workspace workspace, IntConsumer done) {
    return LanguageScore.of(network, ids, workspace, done);
  }

  /// Goes on with texts; for one thread.
  public Generator generator(Sampling sampling, Seed seed) {
    return generator(sampling, seed, Precision.FLOAT32);
  }

  /// Goes on with texts, on weights that are stored in another precision.
  public Generator generator(Sampling sampling, Seed seed, Precision precision) {
    return new Generator(generators(List.of(seed), sampling, precision));
  }

  /// Goes on with several texts at once, each with [Generators#seed] of its number; for one thread.
  ///
  /// @param texts 1 or more
  public Generators generators(int texts, Sampling sampling, Seed seed) {
    List<Seed> seeds = IntStream.range(0, texts).mapToObj(i -> Generators.seed(seed, i)).toList();
    return generators(seeds, sampling, Precision.FLOAT32);
  }

  /// Goes on with several texts at once, on weights that are stored in another precision.
  ///
  /// @param seeds one for each text, which says what [#generator] says with it
  public Generators generators(List<Seed> seeds, Sampling sampling, Precision precision) {
    return new Generators(this, stack.stepper(precision), sampling, seeds);
  }

  /// @param into `[rows,E]`, of which row `row` becomes the symbol's vector
  void embed(int id, float[] into, int row) {
    int width = stack.spec().inputSize();
    System.arraycopy(table.array(), table.offset() + id * width, into, row * width, width);
  }

  PackedHead head() {
    return head;
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    LanguageSpec spec = network.spec();
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", TASK)
            .put(PLACE, RecurrentSpecJson.write(spec.cell()))
            .put("vocabulary", spec.vocabulary())
            .put("tying", spec.tying().name().toLowerCase(Locale.ROOT))
            .put("input_dropout", spec.inputDropout())
            .put("output_dropout", spec.outputDropout())
            .put("smoothing", spec.smoothing())
            .build();
    SafetensorsFile weights =
        new SafetensorsFile(
            TorchTensors.toFile(spec.cell(), PLACE, network.parameters().tensors()),
            Map.of("variant", TorchTensors.variant(spec.cell()).orElse("torch")));
    Map<String, byte[]> extras = Map.of(symbols.fileName(), symbols.file());
    ModelDirectory.write(directory, new ModelFiles(config, weights, extras, card), overwrite);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another kind, or does not fit together
  public static LanguageModel load(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    JsonView config = stored.requireTask(TASK);
    config.allowOnly(
        "sluice_version",
        "task",
        PLACE,
        "vocabulary",
        "tying",
        "input_dropout",
        "output_dropout",
        "smoothing");
    try {
      LanguageSpec spec =
          new LanguageSpec(
              RecurrentSpecJson.read(config.member(PLACE)),
              config.member("vocabulary").integer(2),
              config.member("tying").choice(LanguageSpec.Tying.values()),
              config.member("input_dropout").number(),
              config.member("output_dropout").number(),
              config.member("smoothing").number());
      Map<String, Tensor> tensors =
          TorchTensors.fromFile(spec.cell(), PLACE, stored.files().weights().tensors());
      return of(
          spec, tensors, Symbols.read(stored.files().extras(), directory), stored.files().card());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory
              + ": "
              + e.getMessage()
              + "; config.json and model.safetensors are not of one model",
          e);
    }
  }

  @Override
  public String toString() {
    return "LanguageModel[" + network.spec() + ", " + size() + " parameters]";
  }
}
