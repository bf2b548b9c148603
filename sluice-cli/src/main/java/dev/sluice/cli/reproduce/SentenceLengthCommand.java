package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.translate.Multi30k;
import dev.sluice.tasks.translate.Multi30k.Part;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.Translation;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.tasks.translate.metric.References;
import dev.sluice.tasks.translate.metric.Tokeniser;
import dev.sluice.train.loop.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What attention is for.
@Command(
    name = "sentence-length",
    description =
        "BLEU over the length of sentences, with attention and without (Bahdanau et al. 2014, arXiv 1409.0473, figure 2), on Multi30k.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds the files that 'reproduce multi30k' takes. The same network is trained with attention",
      "and with the encoder's last state only. Multi30k has hardly any long sentences: longer texts are",
      "synthetic, 2, 3 or 4 pairs of the test parts that follow each other, joined.",
      "",
      "Example:",
      "  sluice reproduce sentence-length --data mt-multi30k --to de --plot length.svg"
    })
final class SentenceLengthCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private Multi30kOptions which = new Multi30kOptions();
  @Mixin private PlotOption plot = new PlotOption();
  @Mixin private ReproduceOptions options = new ReproduceOptions();

  private record Run(TranslatorTrial trial, long seed) {
    Looking looking() {
      return trial.spec().attention();
    }
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    plot.requireWritable();
    Multi30k set = which.set(options.folder("Multi30k"));
    TranslatorTrial trial = Multi30kCommand.trial(set);
    List<LengthGroup> groups = groups(set);
    List<Run> runs =
        options
            .seeds()
            .boxed()
            .flatMap(seed ->
                Stream.of(Looking.ADDITIVE, Looking.NONE)
                    .map(looking -> new Run(trial.looking(looking), seed)))
            .toList();
    var reproduction =
        new Reproduction<>(
            terminal, options, SentenceLengthResult::json, SentenceLengthResult::table);
    int exit =
        reproduction.run(
            runs,
            SentenceLengthCommand::work,
            place -> (run, listener) -> train(set, groups, run, place, listener));
    plot.write(reproduction.results(), SentenceLengthResult::chart);
    return exit;
  }

  private static RunsProgress.Run work(Run run) {
    return run.trial.run(SentenceLengthResult.name(run.looking()) + ", seed " + run.seed);
  }

  private static List<LengthGroup> groups(Multi30k set) {
    List<Pair> test = new ArrayList<>(set.read(Part.TEST_2016));
    if (set.has(Part.TEST_2017)) {
      test.addAll(set.read(Part.TEST_2017));
    }
    List<LengthGroup> groups = new ArrayList<>(LengthGroup.byLength(test, LengthGroup.LEAST));
    groups.addAll(LengthGroup.joined(test));
    return groups;
  }

  private static Optional<SentenceLengthResult> train(
      Multi30k set,
      List<LengthGroup> groups,
      Run run,
      Reproduction.Place place,
      Listener listener) {
    return run.trial
        .train(run.seed, place, listener)
        .map(trained ->
            new SentenceLengthResult(
                set.target(),
                run.looking(),
                new TrainedLine(run.seed, trained.model().size(), trained.report()),
                scored(groups, trained.model(), place)));
  }

  /// All texts are translated together, so that there is one remaining time to tell.
  private static List<SentenceLengthResult.Scored> scored(
      List<LengthGroup> groups, Translator model, Reproduction.Place place) {
    List<String> sources =
        groups.stream().flatMap(group -> group.pairs().stream()).map(Pair::source).toList();
    List<String> written =
        place
            .scored(
                sources.size(),
                "texts",
                done -> model.translate(sources, Multi30k.search(), place.workspace(), done))
            .stream()
            .map(Translation::text)
            .toList();
    List<SentenceLengthResult.Scored> all = new ArrayList<>();
    int from = 0;
    for (LengthGroup group : groups) {
      int to = from + group.pairs().size();
      all.add(
          SentenceLengthResult.Scored.of(group, bleu(written.subList(from, to), group.pairs())));
      from = to;
    }
    return all;
  }

  private static double bleu(List<String> written, List<Pair> pairs) {
    List<String> right = pairs.stream().map(Pair::target).toList();
    return Bleu.of(Tokeniser.MTEVAL_13A, Casing.LOWER)
        .score(written, References.one(right))
        .score();
  }
}
