package dev.sluice.cli;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonBoolean;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.kernel.Availability.Unavailable;
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
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
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
    CheckedKernels kernels = choice.kernels();
    terminal.data("JDK      " + System.getProperty("java.vm.name") + " " + Runtime.version());
    terminal.data("         in " + System.getProperty("java.home"));
    terminal.data(
        "system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    terminal.data("cores    " + cores());
    terminal.data("memory   " + memory() + " MiB for Java (-Xmx in SLUICE_OPTS changes it)");
    terminal.data(
        String.format(
            Locale.ROOT,
            "kernels  %s, %s at once; matrix product %.1f GFLOP/s on one core",
            kernels.name(),
            kernels.lanes() == 1 ? "1 float" : kernels.lanes() + " floats",
            speed));
    for (KernelChoice.Candidate candidate : choice.candidates()) {
      terminal.data("         " + candidate.name() + ": " + candidate.availability());
    }
    terminal.data("advice   " + advice(choice));
  }

  private static String advice(KernelChoice choice) {
    if (choice.fallback().isPresent()) {
      Unavailable why = choice.fallback().get();
      return why.cure() + " (" + why.reason() + ")";
    }
    String forced = System.getProperty(KernelChoice.PROPERTY);
    return forced == null
        ? "nothing to mend"
        : "leave out -D" + KernelChoice.PROPERTY + "=" + forced + " to have the best there is";
  }

  private static JsonObject json(KernelChoice choice, double speed) {
    JsonObject.Builder candidates = JsonObject.builder();
    choice.candidates().forEach(candidate -> candidates.put(candidate.name(), json(candidate)));
    return JsonObject.builder()
        .put("jdk", Runtime.version().toString())
        .put("jdk_home", System.getProperty("java.home"))
        .put("vm", System.getProperty("java.vm.name"))
        .put("os", System.getProperty("os.name"))
        .put("arch", System.getProperty("os.arch"))
        .put("cores", cores())
        .put("memory_mib", memory())
        .put("kernels", choice.kernels().name())
        .put("lanes", choice.kernels().lanes())
        .put("gemm_gflops", Math.round(speed * 10) / 10.0)
        .put("candidates", candidates.build())
        .put("advice", advice(choice))
        .build();
  }

  private static JsonObject json(KernelChoice.Candidate candidate) {
    return switch (candidate.availability()) {
      case Unavailable(String reason, String cure) ->
          JsonObject.builder()
              .put("available", JsonBoolean.FALSE)
              .put("reason", reason)
              .put("cure", cure)
              .build();
      default -> JsonObject.builder().put("available", JsonBoolean.TRUE).build();
    };
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static long memory() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
