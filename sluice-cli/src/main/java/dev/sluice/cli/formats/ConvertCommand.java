package dev.sluice.cli.formats;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.AtomicFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.explain.CoreExplanation;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.stack.Opset;
import dev.sluice.formats.onnx.stack.StackExport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A model from one format to another.
@Command(
    name = "convert",
    description = "Writes a recurrent stack in another format; both are told by their names.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Reads: directories of Sluice, .onnx, .safetensors and .npz (state dicts of PyTorch), .keras",
      "and .h5 (Keras), .pb (frozen graphs of TensorFlow 1).",
      "Writes: .onnx, .safetensors (as torch.nn.GRU opens it), .npz (the same names), .sluice (a",
      "directory). Files of torch.save are programs and not read: save the state dict as safetensors.",
      "",
      "Examples:",
      "  sluice convert encoder.onnx encoder.sluice",
      "  sluice convert model.keras encoder.onnx --node gru",
      "  sluice convert speech.onnx gru.sluice --node /encoder/gru/GRU",
      "  sluice convert encoder.sluice encoder.onnx --opset 22"
    })
public final class ConvertCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "FROM",
      description = "A model's directory, or a file of another system.")
  private Path from = Path.of("");

  @Parameters(paramLabel = "TO", description = "What is written; must not exist.")
  private Path to = Path.of("");

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Take out this recurrent part alone; sluice explain shows the names.")
  private @Nullable String node;

  @Option(
      names = "--opset",
      paramLabel = "14|22",
      description = "The version of ONNX's operators to write. Default: 14.")
  private int opset = 14;

  @Option(
      names = "--assume-linear-before-reset",
      description =
          "Take GRU nodes with the reset after the matmul, whatever the file says: for models of"
              + " PyTorch whose exporter wrote the wrong one.")
  private boolean linearBeforeReset;

  @Option(names = "--force", description = "Replace what is at TO.")
  private boolean force;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    Opset version =
        switch (opset) {
          case 14 -> Opset.V14;
          case 22 -> Opset.V22;
          default ->
              throw new CommandLine.ParameterException(
                  spec.commandLine(), "--opset is 14 or 22, not " + opset);
        };
    ForeignModel source =
        AnyFile.open(
            from,
            linearBeforeReset ? OnnxModelOptions.LINEAR_BEFORE_RESET : OnnxModelOptions.AS_WRITTEN);
    Target target = Target.of(to);
    RecurrentModel model = node == null ? source.stack() : source.stack(node);
    source.warnings().forEach(each -> terminal.say("sluice: warning: " + each));
    write(model, target, version);
    terminal.say("%s: %s".formatted(to, target));
    Explanation written = CoreExplanation.of(model.stack(), "");
    written.parts().forEach(part -> terminal.say("  " + ExplainCommand.heading(part)));
    Explanation read = source.explain();
    long all = read.parameters();
    // Two biases of a layer in a file may be one of the stack's.
    long inLayers = read.parts().stream().mapToLong(Explanation.Part::parameters).sum();
    boolean whole = all == inLayers && (node == null || read.parts().size() == 1);
    if (!whole && all > written.parameters()) {
      terminal.say(
          "sluice: %,d of the %,d parameters of %s are there; the others belong to no recurrent layer that was taken"
              .formatted(written.parameters(), all, from));
    }
    return 0;
  }

  private void write(RecurrentModel model, Target target, Opset version) {
    Overwrite overwrite = force ? Overwrite.REPLACE : Overwrite.REFUSE;
    switch (target) {
      case ONNX -> AtomicFiles.write(to, overwrite, StackExport.write(model, version));
      case SAFETENSORS ->
          new SafetensorsFile(torch(model), Map.of("format", "pt")).write(to, overwrite);
      case NPZ -> Npz.write(to, torch(model), overwrite);
      case DIRECTORY -> model.save(to, overwrite);
    }
  }

  /// What is written, as its name tells.
  private enum Target {
    ONNX("ONNX, inputs x [T,B,I] and initial_h"),
    SAFETENSORS("safetensors, the tensors of torch"),
    NPZ("npz, the tensors of torch"),
    DIRECTORY("a directory of Sluice");

    private final String words;

    Target(String words) {
      this.words = words;
    }

    static Target of(Path place) {
      String name = String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT);
      int dot = name.lastIndexOf('.');
      return switch (dot < 0 ? "" : name.substring(dot)) {
        case ".onnx" -> ONNX;
        case ".safetensors" -> SAFETENSORS;
        case ".npz" -> NPZ;
        case "", ".sluice" -> DIRECTORY;
        default ->
            throw new FormatException(
                place
                    + ": such files are not written here; name it .onnx, .safetensors, .npz, or .sluice for a directory of Sluice");
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private Map<String, Tensor> torch(RecurrentModel model) {
    TorchTensors.variant(model.spec())
        .ifPresent(variant -> {
          throw new FormatException(
              from
                  + ": torch has no module that computes this ("
                  + variant
                  + "); write .onnx, or a directory of Sluice");
        });
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    model.stack().parameters().forEach((key, value) -> parameters.put(key, value.toTensor()));
    return TorchTensors.toFile(model.spec(), "", parameters);
  }
}
