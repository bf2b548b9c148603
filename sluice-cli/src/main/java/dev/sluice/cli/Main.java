package dev.sluice.cli;

import dev.sluice.cli.classify.DataCommand;
import dev.sluice.cli.evaluate.EvaluateCommand;
import dev.sluice.cli.formats.ConvertCommand;
import dev.sluice.cli.formats.ExplainCommand;
import dev.sluice.cli.language.GenerateCommand;
import dev.sluice.cli.options.FilePath;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.predict.PredictCommand;
import dev.sluice.cli.reproduce.ReproduceCommand;
import dev.sluice.cli.speech.TranscribeCommand;
import dev.sluice.cli.stream.FeaturesCommand;
import dev.sluice.cli.stream.StreamCommand;
import dev.sluice.cli.stream.TraceCommand;
import dev.sluice.cli.terminal.Failures;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.terminal.WrongUsage;
import dev.sluice.cli.translate.TranslateCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root command: parses, dispatches, and answers with an exit code.
@Command(
    name = "sluice",
    description = "Gated recurrent networks: train, inspect, stream.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:failed", "2:wrong usage", "130:interrupted"},
    footer = {
      "",
      "Examples:",
      "  sluice demo                    train on bundled weather, compare, save, stream",
      "  sluice train forecast --data load.csv --time date --target kW --horizon 24",
      "  sluice evaluate load.sluice --data load.csv           beside naive forecasts",
      "  sluice predict load.sluice --input load.csv           what comes next, as JSON lines",
      "  sluice train classify --data reviews.csv --text review --label stars",
      "  sluice translate en-de.sluice < new.en > new.de       line by line",
      "  sluice stream weather.sluice   answer events, JSON lines in and out",
      "  sluice features encoder.sluice --input walks.jsonl   sequences as vectors",
      "  sluice trace encoder.sluice --input walks.jsonl      gates, step by step",
      "  sluice explain model.onnx      what the file computes, as equations",
      "  sluice convert model.onnx model.sluice               between formats",
      "  sluice reproduce chung2014 --data DIR    a published table, ours beside the paper's",
      "  sluice doctor                  what this machine gives, and what to mend",
      "  source <(sluice generate-completion)     completion for bash and zsh",
      "",
      "Results go to stdout, everything else to stderr; no colours are used.",
      "SLUICE_OPTS holds options for Java, such as -Xmx2g or -Dsluice.kernels=scalar."
    },
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      StreamCommand.class,
      GenerateCommand.class,
      TranslateCommand.class,
      TranscribeCommand.class,
      DataCommand.class,
      FeaturesCommand.class,
      TraceCommand.class,
      ConvertCommand.class,
      ExplainCommand.class,
      ReproduceCommand.class,
      DoctorCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    })
public final class Main implements Runnable, Terminal.StandardInput {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      order = 100,
      description = "Show stack traces of failures.")
  private boolean debug;

  private final InputStream in;

  private Main(InputStream in) {
    this.in = in;
  }

  /// Runs the command line `args` and exits the JVM with its code.
  public static void main(String[] args) {
    // The library's warnings as plain sentences, without time and class.
    System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
    System.exit(run(writer(FileDescriptor.out), writer(FileDescriptor.err), args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(System.in, out, err, args);
  }

  static int run(InputStream in, PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main(in);
    int code;
    try {
      code = main.commandLine(out, err).execute(args);
    } catch (Error e) {
      // picocli lets them pass; no memory is a failure like others.
      code = Failures.report(e, err, main.debug);
    }
    // Printing fails silently, so it is asked for once, behind everything.
    if (out.checkError() && code == 0) {
      var lost =
          new IllegalStateException(
              "standard output took no more (it was closed, or its disk is full), so results are missing");
      code = Failures.report(lost, err, main.debug);
    }
    return code;
  }

  @Override
  public InputStream in() {
    return in;
  }

  private CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(this)
        .setOut(out)
        .setErr(err)
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(long.class, new WholeNumber())
        .registerConverter(double.class, new Numbers.Any())
        .registerConverter(Path.class, new FilePath())
        .setParameterExceptionHandler(WrongUsage::report)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Failures.report(failure, err, debug));
  }

  /// Always UTF-8: what a program reads must not depend on the locale, and terminals speak it. Not
  /// `System.out`, which would swallow failures.
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
