package dev.sluice.cli.speech;

import dev.sluice.cli.options.AudioOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.Overwrite;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Recogniser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Recordings, or a microphone's samples, written down by a model.
@Command(
    name = "transcribe",
    description = "Writes down what is said in recordings, or while it is spoken.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A line of output for each recording, WAV: its text, behind its name and a tab where there are",
      "several. With --json",
      "  {\"audio\":\"new.wav\",\"text\":\"seven three\",\"seconds\":1.31,\"log_likelihood\":-0.02,",
      "   \"words\":[{\"word\":\"seven\",\"start\":0.12,\"end\":0.46,\"confidence\":0.99},...]}",
      "A recording that cannot be read is told, or answered with {\"error\":...}, the rest go on, and",
      "the exit code is 1 in the end; or it stops all: --strict.",
      "With --stream standard input has samples of 16 bits, little-endian, one channel, and each word",
      "is written as soon as it is certain; with --json a line for each word.",
      "",
      "Examples:",
      "  sluice transcribe digits.sluice new.wav --json | jq -r .text",
      "  sluice transcribe digits.sluice calls/*.wav --beam 16 --list words.txt",
      "  arecord -q -t raw -f S16_LE -r 8000 | sluice transcribe digits.sluice --stream"
    })
public final class TranscribeCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The directory of a model of speech.")
  private Path directory = Path.of("");

  @Parameters(index = "1..*", paramLabel = "FILE", description = "Recordings, WAV.")
  private List<Path> files = List.of();

  @Option(
      names = "--stream",
      description = "Standard input has raw samples; words come while one speaks.")
  private boolean stream;

  @Option(
      names = "--sample-rate",
      paramLabel = "HZ",
      converter = AudioOptions.SampleRate.class,
      description = "Of --stream: samples a second. Default: what the model listens to.")
  private @Nullable Integer rate;

  @Option(
      names = "--beam",
      paramLabel = "K",
      converter = Numbers.Times.class,
      description =
          "Texts that are followed side by side; 1 is greedy. Default: 1, and 16 with --list or --lm.")
  private @Nullable Integer beam;

  @Mixin private WordOptions words = new WordOptions();

  @Option(
      names = "--report",
      paramLabel = "F.html",
      description =
          "A page with the bands of frequency, the probabilities of symbols and the gates over time, for the first 20 recordings of at most 30 seconds; must not exist, or --force.")
  private @Nullable Path report;

  @Option(names = "--force", description = "Replace the page at --report.")
  private boolean force;

  @Option(names = "--json", description = "A JSON object for each recording, or each word.")
  private boolean json;

  @Option(names = "--strict", description = "Stop at the first recording that cannot be read.")
  private boolean strict;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine());
    check();
    Recogniser model = Recogniser.load(directory);
    Decoding how = words.decoding(model, beam == null ? OptionalInt.empty() : OptionalInt.of(beam));
    if (stream) {
      int hz = rate == null ? model.input().rate() : rate;
      new SpokenStream(model, json ? SpokenStream.Form.JSON : SpokenStream.Form.TEXT, terminal)
          .run(Terminal.input(spec.commandLine()), hz);
      return 0;
    }
    try (Workspace workspace = Workspace.threads(threads.count())) {
      SoundAnswers answers =
          new SoundAnswers(
              model,
              how,
              workspace,
              terminal,
              new SoundAnswers.Form(
                  json
                      ? SoundAnswers.Kind.JSON
                      : files.size() == 1 ? SoundAnswers.Kind.TEXT : SoundAnswers.Kind.NAMED,
                  report == null ? SoundAnswers.Pictures.NONE : SoundAnswers.Pictures.DRAWN,
                  strict ? SoundAnswers.Bad.STOP : SoundAnswers.Bad.TELL));
      int bad = answers.run(files);
      if (report != null) {
        answers.report(String.valueOf(directory.getFileName())).write(report, overwrite());
        terminal.say("The pictures are in " + report + ".");
      }
      return bad == 0 ? 0 : 1;
    }
  }

  /// A stream is read by one thread.
  private boolean hasThreads() {
    return spec.commandLine().getParseResult().hasMatchedOption("--threads");
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
    if (!stream && files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "there is no recording; name WAV files, or listen with --stream");
    }
    if (stream
        && (!files.isEmpty()
            || report != null
            || beam != null
            || strict
            || words.isGiven()
            || hasThreads())) {
      throw new ParameterException(
          spec.commandLine(),
          "--stream hears standard input as it comes: no FILE, --report, --strict, --threads, --beam, --list or --lm");
    }
    if (!stream && rate != null) {
      throw new ParameterException(
          spec.commandLine(), "--sample-rate is for --stream; recordings say their own");
    }
  }
}
