package dev.sluice.cli.reproduce;

import dev.sluice.cli.report.LineChart;
import dev.sluice.core.model.AtomicFiles;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a table is drawn, if it is.
final class PlotOption {
  @Option(
      names = "--plot",
      paramLabel = "F.svg",
      description = "Draws the results into this file, which must not exist.")
  private @Nullable Path plot;

  /// To be asked before a long training.
  ///
  /// @throws ModelException if nothing can be written there
  void requireWritable() {
    if (plot == null) {
      return;
    }
    if (!plot.toString().endsWith(".svg")) {
      throw new ModelException(plot + ": plots are SVG; give --plot a name that ends with .svg");
    }
    if (Files.exists(plot)) {
      throw new ModelException(plot + " exists; choose another name for --plot");
    }
    Path parent = plot.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isWritable(parent)) {
      throw new ModelException(
          plot + ": nothing can be written in the directory " + parent + "; choose another --plot");
    }
  }

  /// Draws what there is.
  <R> void write(List<R> results, Function<List<R>, LineChart> chart) {
    if (plot != null && !results.isEmpty()) {
      byte[] svg = chart.apply(results).svg().getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(plot, Overwrite.REFUSE, svg);
    }
  }
}
