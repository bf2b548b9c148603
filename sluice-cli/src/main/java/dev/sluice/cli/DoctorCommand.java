package dev.sluice.cli;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.kernel.Availability;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says what this machine gives: kernels, JDK, cores; what is used, what is not, why, and the cure.
@Command(
    name = "doctor",
    description = "What is used on this machine, what is not, why, and the cure.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    KernelChoice choice = KernelChoice.current();
    double speed = GemmSpeed.measure(choice.kernels());
    if (json) {
      terminal.data(JsonWriter.compact(json(choice, speed)));
    } else {
      print(terminal, choice, speed);
    }
    return 0;
  }

  private static void print(Terminal terminal, KernelChoice choice, double speed) {
    Runtime runtime = Runtime.getRuntime();
    CheckedKernels kernels = choice.kernels();
    terminal.data("JDK      " + System.getProperty("java.vm.name") + " " + Runtime.version());
    terminal.data(
        "system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    terminal.data("cores    " + runtime.availableProcessors());
    terminal.data(
        "memory   "
            + runtime.maxMemory() / (1 << 20)
            + " MiB for Java (-Xmx in SLUICE_OPTS changes it)");
    terminal.data(
        String.format(
            Locale.ROOT,
            "kernels  %s, %d floats at once; matrix product %.1f GFLOP/s on one core",
            kernels.name(),
            kernels.lanes(),
            speed));
    for (KernelChoice.Candidate candidate : choice.candidates()) {
      terminal.data("         " + candidate.name() + ": " + candidate.availability());
    }
    choice
        .fallback()
        .ifPresentOrElse(
            why -> terminal.data("advice   " + why.cure() + " (" + why.reason() + ")"),
            () -> terminal.data("advice   nothing to mend"));
  }

  private static JsonObject json(KernelChoice choice, double speed) {
    JsonObject.Builder candidates = JsonObject.builder();
    for (KernelChoice.Candidate candidate : choice.candidates()) {
      candidates.put(candidate.name(), text(candidate.availability()));
    }
    return JsonObject.builder()
        .put("jdk", Runtime.version().toString())
        .put("vm", System.getProperty("java.vm.name"))
        .put("os", System.getProperty("os.name"))
        .put("arch", System.getProperty("os.arch"))
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("kernels", choice.kernels().name())
        .put("lanes", choice.kernels().lanes())
        .put("gemm_gflops", Math.round(speed * 10) / 10.0)
        .put("candidates", candidates.build())
        .build();
  }

  private static String text(Availability availability) {
    return availability.toString();
  }
}
