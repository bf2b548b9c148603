package dev.sluice.formats.onnx;

import dev.sluice.core.nn.Reset;
import java.util.List;
import java.util.Optional;

/// Finds files whose exporter wrote the wrong reset position.
///
/// PyTorch's `nn.GRU` has the reset after the matmul and no other, but the exporter that came with
/// `torch.onnx.export(dynamo=True)` left out `linear_before_reset=1` (pytorch issue 189225,
/// onnxscript issue 2852), so that every reader computes something else, without a word.
public final class ResetDoubt {
  private ResetDoubt() {}

  /// The sentence to warn with, if the file is in doubt: it says that PyTorch wrote it, and has a
  /// GRU node with the reset before the matmul.
  public static Optional<String> in(OnnxFile file) {
    if (!file.producer().equalsIgnoreCase("pytorch")) {
      return Optional.empty();
    }
    List<String> doubtful =
        file.graph().nodes().stream()
            .filter(node -> node.type().equals("GRU") && node.domain().isEmpty())
            .flatMap(node -> RecurrentNode.of(node).stream())
            .filter(node -> node.reset() == Reset.BEFORE_MATMUL)
            .map(node -> node.node().toString())
            .toList();
    return doubtful.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("%s by pytorch %s: linear_before_reset is 0, but PyTorch's GRU resets after the matmul;"
                    + " its newer exporter is known to forget this, so the numbers are most likely"
                    + " wrong; take --assume-linear-before-reset")
                .formatted(String.join(", ", doubtful), file.producerVersion()));
  }
}
