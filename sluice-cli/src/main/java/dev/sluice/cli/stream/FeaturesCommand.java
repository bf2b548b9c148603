package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seq;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
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
      "Of a text, the key is the text.",
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

  @Override
  public Integer call() throws IOException {
    if (top != null && like == null && likeText == null) {
      throw usage("--top is for a search, with --like or --like-text");
    }
    AnyModel loaded = AnyModel.load(model);
    if (like != null || likeText != null) {
      search(loaded);
      return 0;
    }
    Terminal terminal = Terminal.of(spec.commandLine());
    AnswerWriter out = new AnswerWriter(terminal.out());
    try (Pace pace = Pace.besideData(terminal, TITLE, WHAT)) {
      input.forEach(
          loaded,
          sequence -> {
            float[] features = pooling.of(loaded.stack(), sequence.x());
            SequenceHead.write(sequence, sequence.x().lengths().steps() - 1, out);
            out.raw(FEATURES).array(features, 0, features.length).raw('}').endLine();
          },
          pace);
    } finally {
      out.flush(); // what came before a broken line is told
    }
    return 0;
  }

  private void search(AnyModel loaded) throws IOException {
    requireOneQuery(loaded);
    Nearest<Name> corpus = new Nearest<>();
    Terminal terminal = Terminal.of(spec.commandLine());
    try (Pace pace = new Pace(terminal, TITLE, WHAT)) {
      input.forEach(
          loaded,
          each ->
              corpus.add(new Name(each.key(), each.target()), pooling.of(loaded.stack(), each.x())),
          pace);
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
        input.forEach(loaded, like, answer, pace);
      } else if (loaded instanceof AnyModel.Texts(Recurrent stack, Function<String, Seq> reader)) {
        answer.accept(TextSequences.of(reader, Objects.requireNonNull(likeText)));
      }
    } finally {
      out.flush();
    }
  }

  private void requireOneQuery(AnyModel loaded) {
    if (like != null && likeText != null) {
      throw usage("give --like or --like-text, not both");
    }
    if (like == null && !(loaded instanceof AnyModel.Texts)) {
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
