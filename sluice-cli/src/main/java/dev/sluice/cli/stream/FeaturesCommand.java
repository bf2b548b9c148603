package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The hidden state of a sequence as its feature vector.
@Command(
    name = "features",
    description =
        "Turns each sequence into one vector, the hidden state of the model's last layer, or finds those whose vectors are like another's.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A line of output for each sequence: {\"key\":\"a\",\"features\":[0.11,-0.52,...]}.",
      "Of a forecaster that answers from windows, the last window of each group is the",
      "sequence, and its last time is told; if it is one over segments, each target has its own.",
      "Of a text, the key is the text; of a recording, its path. A recording that cannot be read is",
      "answered with {\"key\":...,\"error\":...} in its place, or stops all: --strict.",
      "",
      "With --like or --like-text the input is searched, and an answer is",
      "  {\"key\":\"a\",\"nearest\":[{\"key\":\"b\",\"similarity\":0.93},...]}",
      "similarity is the cosine of the angle between the vectors, from -1 to 1.",
      "",
      "Examples:",
      "  sluice features load.sluice --input load.csv",
      "  sluice features encoder.sluice --input walks.jsonl --pool mean",
      "  sluice features reviews.sluice --input corpus.txt --pool mean --like-text \"a fine film\""
    })
public final class FeaturesCommand implements Callable<Integer> {
  private static final byte[] FEATURES = ",\"features\":".getBytes(US_ASCII);
  private static final byte[] ERROR = ",\"error\":".getBytes(US_ASCII);
  private static final byte[] NEAREST = ",\"nearest\":[".getBytes(US_ASCII);
  private static final byte[] FIRST = "{\"key\":".getBytes(US_ASCII);
  private static final byte[] NEXT = ",{\"key\":".getBytes(US_ASCII);
  private static final byte[] TARGET = ",\"target\":".getBytes(US_ASCII);
  private static final byte[] SIMILARITY = ",\"similarity\":".getBytes(US_ASCII);

  private static final int TOP = 5;
  private static final String TITLE = "features";
  private static final String WHAT = "sequences";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The directory of a model.")
  private Path model = Path.of("");

  @Mixin private SequenceInput input = new SequenceInput();

  @Option(
      names = "--pool",
      paramLabel = "last|mean|max",
      description = "The last state, or the mean or maximum over all steps. Default: last.")
  private Pooling pooling = Pooling.LAST;

  @Option(
      names = "--like",
      paramLabel = "F",
      description =
          "Search the input for what is nearest to each sequence of this file, which is like the input.")
  private @Nullable String like;

  @Option(
      names = "--like-text",
      paramLabel = "TEXT",
      description = "Search the input, which is texts, for what is nearest to this one.")
  private @Nullable String likeText;

  @Option(
      names = "--top",
      paramLabel = "N",
      converter = WholeNumber.Times.class,
      description = "How many are found. Default: 5.")
  private @Nullable Integer top;

  @Option(
      names = "--strict",
      description = "Of recordings: stop at the first one that cannot be read.")
  private boolean strict;

  private int bad;

  @Override
  public Integer call() throws IOException {
    if (top != null && like == null && likeText == null) {
      throw usage("--top is for a search, with --like or --like-text");
    }
    AnyModel loaded = AnyModel.load(model);
    if (strict && !isOfRecordings(loaded)) {
      throw usage("--strict is for models of recordings; for others it is always so");
    }
    Terminal terminal = Terminal.of(spec.commandLine());
    if (like != null || likeText != null) {
      search(loaded, terminal);
    } else {
      answer(loaded, terminal);
    }
    if (bad > 0) {
      terminal.say("%,d of the recordings could not be read".formatted(bad));
    }
    return 0;
  }

  private void answer(AnyModel loaded, Terminal terminal) throws IOException {
    AnswerWriter out = new AnswerWriter(terminal.out());
    Consumer<Sequence> answer =
        sequence -> {
          float[] features = pooling.of(loaded.stack(), sequence.x());
          SequenceHead.write(sequence, sequence.x().lengths().steps() - 1, out);
          out.raw(FEATURES).array(features, 0, features.length).raw('}').endLine();
        };
    try (Pace pace = Pace.besideData(terminal, TITLE, WHAT)) {
      input.forEach(loaded, taker(loaded, answer, inPlace(out)), pace);
    } finally {
      out.flush(); // what came before a broken line is told
    }
  }

  private void search(AnyModel loaded, Terminal terminal) throws IOException {
    requireOneQuery(loaded);
    Nearest<Name> corpus = new Nearest<>();
    Consumer<Sequence> add =
        each ->
            corpus.add(new Name(each.key(), each.target()), pooling.of(loaded.stack(), each.x()));
    try (Pace pace = new Pace(terminal, TITLE, WHAT)) {
      SequenceTaker.Refusal tell = (key, why) -> terminal.say("Left out: " + why.getMessage());
      input.forEach(loaded, taker(loaded, add, tell), pace);
    }
    if (corpus.isEmpty() && bad > 0) {
      throw new TextException("no recording can be searched; mend those named above");
    }
    AnswerWriter out = new AnswerWriter(terminal.out());
    Consumer<Sequence> answer =
        query ->
            write(
                query,
                corpus.of(pooling.of(loaded.stack(), query.x()), top == null ? TOP : top),
                out);
    try (Pace pace = Pace.besideData(terminal, TITLE, "queries")) {
      if (like != null) {
        input.forEach(loaded, like, taker(loaded, answer, inPlace(out)), pace);
      } else if (loaded instanceof AnyModel.Lines lines) {
        answer.accept(TextSequences.of(lines.reader(), Objects.requireNonNull(likeText)));
      }
    } finally {
      out.flush();
    }
  }

  private static boolean isOfRecordings(AnyModel loaded) {
    return loaded instanceof AnyModel.Lines lines && lines.kind() == AnyModel.Lines.Kind.RECORDINGS;
  }

  /// Recordings are files of their own, of which one may well be broken.
  private SequenceTaker taker(
      AnyModel loaded, Consumer<Sequence> take, SequenceTaker.Refusal refuse) {
    SequenceTaker.Refusal counted =
        (key, why) -> {
          bad++;
          refuse.take(key, why);
        };
    return new SequenceTaker(
        take, strict || !isOfRecordings(loaded) ? SequenceTaker.STOP : counted);
  }

  private static SequenceTaker.Refusal inPlace(AnswerWriter out) {
    return (key, why) ->
        out.raw(FIRST)
            .string(key)
            .raw(ERROR)
            .string(String.valueOf(why.getMessage()))
            .raw('}')
            .endLine();
  }

  private void requireOneQuery(AnyModel loaded) {
    if (like != null && likeText != null) {
      throw usage("give --like or --like-text, not both");
    }
    if (like == null && !(loaded instanceof AnyModel.Lines)) {
      throw usage("--like-text is for models of texts; give a file with --like");
    }
    if (like != null && input.isTakenFrom(like)) {
      throw usage("--input and --like cannot both be standard input; give one as a file");
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static void write(Sequence query, List<Nearest.Found<Name>> found, AnswerWriter out) {
    SequenceHead.write(query, query.x().lengths().steps() - 1, out);
    out.raw(NEAREST);
    for (int i = 0; i < found.size(); i++) {
      Nearest.Found<Name> each = found.get(i);
      out.raw(i == 0 ? FIRST : NEXT).string(each.name().key());
      if (each.name().target() != null) {
        out.raw(TARGET).string(each.name().target());
      }
      out.raw(SIMILARITY).number((float) each.similarity()).raw('}');
    }
    out.raw(']').raw('}').endLine();
  }

  /// What a sequence is called.
  private record Name(String key, @Nullable String target) {}
}
