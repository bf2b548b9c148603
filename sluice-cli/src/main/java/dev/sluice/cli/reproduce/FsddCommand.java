package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.classify.ClassScore;
import dev.sluice.tasks.classify.SpeedVotes;
import dev.sluice.tasks.speech.Fsdd;
import dev.sluice.tasks.speech.FsddDigits;
import dev.sluice.tasks.speech.FsddPlace;
import dev.sluice.tasks.speech.FsddStrings;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Spoken digits, single ones and strings of them.
@Command(
    name = "fsdd",
    description =
        "Spoken digits, from scratch: single ones in the official split and of speakers left out of training, strings of them offline and while they are spoken.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds the recordings of the Free Spoken Digit Dataset, or a zip of them. The strings that",
      "test are 1,000, of 3 to 7 digits (seed 1), from recordings that test only, speakers mixed, with",
      "pauses of 0 to 200 ms.",
      "",
      "Examples:",
      "  sluice reproduce fsdd --data speech-fsdd --seeds 3",
      "  sluice reproduce fsdd --data speech-fsdd --part streaming"
    })
final class FsddCommand implements Callable<Integer> {
  private static final int STRINGS = 1000;
  private static final int VALIDATION_STRINGS = 300;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Option(
      names = "--part",
      paramLabel = "digits|speakers|offline|streaming",
      description = "One part only. Default: all four.")
  private FsddResult.@Nullable Kind part;

  /// @param speaker who is left out, "" for the official split
  private record Run(FsddResult.Kind kind, String speaker, Fsdd.Split split, long seed) {
    FsddDigits.Speakers speakers() {
      return kind == FsddResult.Kind.SPEAKERS ? FsddDigits.Speakers.NEW : FsddDigits.Speakers.KNOWN;
    }

    FsddStrings.Hearing hearing() {
      return kind == FsddResult.Kind.STREAMING
          ? FsddStrings.Hearing.STREAMING
          : FsddStrings.Hearing.WHOLE;
    }

    boolean isStrings() {
      return kind == FsddResult.Kind.OFFLINE || kind == FsddResult.Kind.STREAMING;
    }
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    Path folder = options.folder("spoken digits");
    List<Fsdd.Recording> all = Fsdd.read(folder);
    List<Run> runs = new ArrayList<>();
    options
        .seeds()
        .forEach(seed ->
            Arrays.stream(FsddResult.Kind.values())
                .filter(kind -> part == null || part == kind)
                .forEach(kind -> runs.addAll(runs(kind, all, seed))));
    return new Reproduction<>(terminal, options, FsddResult::json, FsddResult::table)
        .run(runs, FsddCommand::work, place -> (run, listener) -> train(run, place, listener));
  }

  private static List<Run> runs(FsddResult.Kind kind, List<Fsdd.Recording> all, long seed) {
    return kind == FsddResult.Kind.SPEAKERS
        ? Fsdd.speakers(all).stream()
            .map(speaker -> new Run(kind, speaker, Fsdd.without(all, speaker), seed))
            .toList()
        : List.of(new Run(kind, "", Fsdd.official(all), seed));
  }

  private static RunsProgress.Run work(Run run) {
    int count = (int) run.split.train().stream().filter(each -> !each.validates()).count();
    int samples = run.isStrings() ? FsddStrings.samples(count) : count;
    Recipe recipe =
        run.isStrings()
            ? FsddStrings.training(run.hearing(), samples)
            : FsddDigits.training(run.speakers(), samples);
    String name = run.kind.name().toLowerCase(Locale.ROOT);
    return new RunsProgress.Run(
        "%s%s, seed %d"
            .formatted(name, run.speaker.isEmpty() ? "" : " without " + run.speaker, run.seed),
        recipe.epochs(),
        recipe.steps(samples));
  }

  private static Optional<FsddResult> train(Run run, Reproduction.Place place, Listener listener) {
    FsddPlace where = new FsddPlace(place.workspace(), place.stop(), listener);
    Seed seed = Seed.of(run.seed);
    return run.isStrings() ? strings(run, seed, where) : digits(run, seed, where);
  }

  private static Optional<FsddResult> digits(Run run, Seed seed, FsddPlace place) {
    FsddDigits.Trained trained = FsddDigits.train(run.speakers(), run.split.train(), seed, place);
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    List<Fsdd.Recording> held =
        run.split.train().stream().filter(Fsdd.Recording::validates).toList();
    SpeedVotes votes = new SpeedVotes(trained.model(), run.speakers().speeds());
    long start = System.nanoTime();
    ClassScore test = votes.score(FsddDigits.samples(run.split.test()), place.workspace());
    double seconds = (System.nanoTime() - start) * 1e-9;
    return Optional.of(
        new FsddResult(
            run.kind,
            run.speaker,
            new TrainedLine(run.seed, trained.model().size(), trained.report()),
            100 * votes.score(FsddDigits.samples(held), place.workspace()).accuracy(),
            100 * test.accuracy(),
            Optional.empty(),
            run.split.test().stream().mapToDouble(each -> each.sound().seconds()).sum() / seconds));
  }

  private static Optional<FsddResult> strings(Run run, Seed seed, FsddPlace place) {
    boolean streaming = run.kind == FsddResult.Kind.STREAMING;
    FsddStrings.Trained trained = FsddStrings.train(run.split.train(), run.hearing(), seed, place);
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    List<Fsdd.Digits> test = Fsdd.strings(run.split.test(), STRINGS, Seed.of(1));
    List<Fsdd.Digits> held =
        Fsdd.strings(
            run.split.train().stream().filter(Fsdd.Recording::validates).toList(),
            VALIDATION_STRINGS,
            Seed.of(2));
    FsddHeard heard =
        streaming
            ? FsddHeard.listening(trained.model(), test)
            : FsddHeard.offline(trained.model(), test, place.workspace());
    double validation =
        (streaming
                ? FsddHeard.listening(trained.model(), held)
                : FsddHeard.offline(trained.model(), held, place.workspace()))
            .wrong();
    return Optional.of(
        new FsddResult(
            run.kind,
            "",
            new TrainedLine(run.seed, trained.model().size(), trained.report()),
            100 * validation,
            100 * heard.wrong(),
            heard.delays().isEmpty()
                ? Optional.empty()
                : Optional.of(FsddResult.Delay.of(heard.delays())),
            heard.speed()));
  }
}
