package dev.sluice.cli.formats;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.AtomicFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
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
      "Writes: .onnx, .safetensors (as torch.nn.GRU opens it), .npz (the same names), otherwise a",
      "directory of Sluice.",
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
    RecurrentModel model = node == null ? source.stack() : source.stack(node);
    source.warnings().forEach(each -> terminal.say("sluice: warning: " + each));
    write(model, version);
    terminal.say("%s: %s".formatted(to, model.stack()));
    return 0;
  }

  private void write(RecurrentModel model, Opset version) {
    Overwrite overwrite = force ? Overwrite.REPLACE : Overwrite.REFUSE;
    String name = to.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".onnx")) {
      AtomicFiles.write(to, overwrite, StackExport.write(model, version));
    } else if (name.endsWith(".safetensors")) {
      new SafetensorsFile(torch(model), Map.of("format", "pt")).write(to, overwrite);
    } else if (name.endsWith(".npz")) {
      Npz.write(to, torch(model), overwrite);
    } else {
      model.save(to, overwrite);
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
