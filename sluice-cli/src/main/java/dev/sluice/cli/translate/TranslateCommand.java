package dev.sluice.cli.translate;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.predict.Broken;
import dev.sluice.cli.predict.LineAnswers;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.Overwrite;
import dev.sluice.tasks.translate.Search;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Lines of text, turned into others by a model.
@Command(
    name = "translate",
    description = "Translates each line of a text.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "With --json a line of output is",
      "  {\"translation\":\"Ein Hund.\",\"score\":-0.81,\"log_likelihood\":-1.08}",
      "and has \"best\" with --best, \"source\", \"target\" and \"attention\" (a row for each symbol of the",
      "translation) with --attention. A line that cannot be translated is answered with an empty one,",
      "or {\"error\":...}, and what is wrong is told; or it stops all: --strict.",
      "",
      "Examples:",
      "  sluice translate en-de.sluice < new.en > new.de",
      "  echo 'A dog.' | sluice translate en-de.sluice --json --best 3 --attention",
      "  head -20 new.en | sluice translate en-de.sluice --report looks.html"
    })
public final class TranslateCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The directory of a model that translates.")
  private Path directory = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "F|-",
      description = "Where the lines are; - is standard input. Default: -.")
  private String input = STANDARD_INPUT;

  @Mixin private SearchOptions search = new SearchOptions();

  @Option(
      names = "--best",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "The N best translations of each line, with their scores; needs --json.")
  private int best = 1;

  @Option(
      names = "--attention",
      description = "Where each symbol of the translation comes from; needs --json.")
  private boolean attention;

  @Option(
      names = "--report",
      paramLabel = "F.html",
      description =
          "A page with a picture of where each symbol comes from, for the first 50 texts of at most 100 symbols; must not exist, or --force.")
  private @Nullable Path report;

  @Option(names = "--force", description = "Replace the page at --report.")
  private boolean force;

  @Option(names = "--json", description = "A JSON object for each line.")
  private boolean json;

  @Option(names = "--strict", description = "Stop at the first line that cannot be translated.")
  private boolean strict;

  @Mixin private CharsetOption encoding = new CharsetOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine());
    Search how = search.search(spec.commandLine());
    check();
    Translator model = Translator.load(directory);
    if ((attention || report != null) && model.spec().attention() == Looking.NONE) {
      throw new ParameterException(
          spec.commandLine(),
          "--attention and --report: " + directory + " is a model without attention");
    }
    TranslationLines.Form form =
        new TranslationLines.Form(
            json ? TranslationLines.Kind.JSON : TranslationLines.Kind.TEXT,
            attention ? TranslationLines.Looks.TOLD : TranslationLines.Looks.HIDDEN,
            report == null ? TranslationLines.Pictures.NONE : TranslationLines.Pictures.DRAWN,
            best);
    try (Workspace workspace = Workspace.threads(threads.count())) {
      var lines = new TranslationLines(model, how, workspace, terminal, form);
      var answers = new LineAnswers<>(lines, terminal, strict ? Broken.STOP : Broken.ANSWER);
      if (input.equals(STANDARD_INPUT)) {
        answers.run(
            Terminal.input(spec.commandLine()),
            "standard input",
            encoding.charset(),
            OptionalLong.empty());
      } else {
        try (InputStream in = Files.newInputStream(Path.of(input))) {
          OptionalLong size = OptionalLong.of(Files.size(Path.of(input)));
          answers.run(in, input, encoding.charset(), size);
        }
      }
      if (report != null) {
        lines.report(String.valueOf(directory.getFileName())).write(report, overwrite());
        terminal.say("The pictures are in " + report + ".");
      }
    }
    return 0;
  }

  private Overwrite overwrite() {
    return force ? Overwrite.REPLACE : Overwrite.REFUSE;
  }

  private void check() {
    if (force && report == null) {
      throw new ParameterException(spec.commandLine(), "--force is for --report, which is missing");
    }
    if (report != null) {
      Report.requireWritable(report, overwrite());
    }
    if (!json && (attention || best > 1)) {
      throw new ParameterException(
          spec.commandLine(), "--best and --attention tell more than a line of text; add --json");
    }
    if (best > search.beam()) {
      throw new ParameterException(
          spec.commandLine(),
          "--best %d asks for more translations than --beam %d follows"
              .formatted(best, search.beam()));
    }
  }
}
