package dev.sluice.cli.formats;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.explain.Equations;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import dev.sluice.formats.onnx.OnnxModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a model file computes.
@Command(
    name = "explain",
    description =
        "Prints what a model file computes: equations, sizes, parameters, conventions, warnings.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice explain model.onnx",
      "  sluice explain forecast.sluice --json"
    })
public final class ExplainCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "A model's directory, or a file of another system.")
  private Path model = Path.of("");

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    ForeignModel source = AnyFile.open(model, OnnxModelOptions.AS_WRITTEN);
    Explanation explanation = source.explain();
    if (json) {
      terminal.data(JsonWriter.compact(json(explanation, source.warnings())));
    } else {
      text(explanation).forEach(terminal::data);
    }
    source.warnings().forEach(warning -> terminal.say("sluice: warning: " + warning));
    return 0;
  }

  private List<String> text(Explanation found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "%s: %s; %,d parameters", model, found.format(), found.parameters()));
    for (String note : found.notes()) {
      lines.add("  " + note);
    }
    List<String> last = List.of();
    for (Explanation.Part part : found.parts()) {
      lines.add("");
      lines.add(heading(part));
      lines.add("  " + part.convention());
      List<String> equations = equations(part);
      lines.addAll(equations.equals(last) ? List.of("  the same equations") : equations);
      last = equations;
    }
    return lines;
  }

  /// A layer in one line.
  static String heading(Explanation.Part part) {
    return String.format(
        Locale.ROOT,
        "%s \"%s\": %d inputs, %d units, %s; %,d parameters",
        part.spec().kind(),
        part.name(),
        part.spec().inputs(),
        part.spec().hidden(),
        direction(part.spec().direction()),
        part.parameters());
  }

  private static String direction(Direction direction) {
    return switch (direction) {
      case FORWARD -> "forward in time";
      case BACKWARD -> "backward in time";
      case BOTH -> "both directions of time";
    };
  }

  private static List<String> equations(Explanation.Part part) {
    CellSpec cell = part.spec();
    List<String> lines = new ArrayList<>();
    if (cell.kind() == CellKind.GRU) {
      lines.add(
          cell.reset() == Reset.BEFORE_MATMUL
              ? "  reset before the matmul; here, z weighs the new candidate:"
              : "  reset after the matmul; here, z weighs the new candidate:");
    }
    int sets = cell.activations().stream().distinct().count() == 1 ? 1 : cell.directions();
    for (int d = 0; d < sets; d++) {
      Equations.of(cell, part.biases(), d).forEach(line -> lines.add("    " + line));
    }
    return lines;
  }

  private JsonObject json(Explanation found, List<String> warnings) {
    List<JsonObject> parts = new ArrayList<>();
    for (Explanation.Part part : found.parts()) {
      CellSpec cell = part.spec();
      JsonObject.Builder builder =
          JsonObject.builder()
              .put("name", part.name())
              .put("cell", cell.kind().name().toLowerCase(Locale.ROOT))
              .put("input_size", cell.inputs())
              .put("hidden_size", cell.hidden())
              .put("direction", cell.direction().name().toLowerCase(Locale.ROOT))
              .put("parameters", part.parameters())
              .put("convention", part.convention());
      if (cell.kind() == CellKind.GRU) {
        String reset = cell.reset() == Reset.BEFORE_MATMUL ? "before" : "after";
        builder.put("reset", reset);
      }
      List<String> equations = equations(part).stream().map(String::strip).toList();
      parts.add(builder.put("equations", JsonArray.ofStrings(equations)).build());
    }
    return JsonObject.builder()
        .put("model", model.toString())
        .put("format", found.format())
        .put("parameters", found.parameters())
        .put("recurrent", JsonArray.of(parts.toArray(JsonObject[]::new)))
        .put("notes", JsonArray.ofStrings(found.notes()))
        .put("warnings", JsonArray.ofStrings(warnings))
        .build();
  }
}
