package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A translator with its vocabulary, for any number of threads: frozen, but for the one that looks
/// at a network under training, within this package.
public final class Translator {
  /// What its directory says it is.
  public static final String TASK = "translate";

  /// The most symbols of a text: memory grows with the longest.
  public static final int LONGEST = 2000;

  /// Rows that are computed at once: enough to fill the kernels.
  private static final int ROWS = 160;

  /// Symbols of all sources that are computed at once.
  private static final int SYMBOLS = 8000;

  /// Pairs that are computed at once where nothing is searched.
  private static final int TOGETHER = 32;

  private final TranslatorNetwork network;
  private final TranslatorVocabulary vocabulary;
  private final String card;

  private Translator(TranslatorNetwork network, TranslatorVocabulary vocabulary, String card) {
    TranslatorSpec spec = network.spec();
    if (vocabulary.sourceSize() != spec.source()
        || vocabulary.targetSize() != spec.target()
        || vocabulary.tables() != spec.tables()) {
      throw new IllegalArgumentException(
          "the vocabulary has %d symbols of the source and %d of the target, the network %d and %d"
              .formatted(
                  vocabulary.sourceSize(), vocabulary.targetSize(), spec.source(), spec.target()));
    }
    this.network = network;
    this.vocabulary = vocabulary;
    this.card = card;
  }

  /// A copy of a network as it is now.
  ///
  /// @throws IllegalArgumentException if the vocabulary has other sizes
  public static Translator of(TranslatorNetwork network, TranslatorVocabulary vocabulary) {
    return of(network.spec(), network.parameters().tensors(), vocabulary, "");
  }

  /// Of a network as it is at each moment, which is being trained.
  static Translator living(TranslatorNetwork network, TranslatorVocabulary vocabulary) {
    return new Translator(network, vocabulary, "");
  }

  static Translator of(
      TranslatorSpec spec,
      Map<String, Tensor> tensors,
      TranslatorVocabulary vocabulary,
      String card) {
    Parameters loaded = Parameters.loaded(tensors);
    TranslatorNetwork.of(spec, loaded);
    return new Translator(TranslatorNetwork.of(spec, loaded.freeze()), vocabulary, card);
  }

  /// The same with a text for people, Markdown.
  public Translator withCard(String text) {
    return new Translator(network, vocabulary, text);
  }

  /// What it computes.
  public TranslatorSpec spec() {
    return network.spec();
  }

  /// What reads in it.
  public Recurrent encoder() {
    return network.encoder();
  }

  /// What training saw.
  public TranslatorVocabulary vocabulary() {
    return vocabulary;
  }

  /// The number of its parameters.
  public int size() {
    return network.parameters().size();
  }

  String card() {
    return card;
  }

  Map<String, Tensor> tensors() {
    return network.parameters().tensors();
  }

  /// What the encoder reads of a text, one sequence `[S,E]`.
  public Seq input(String text) {
    SeqIds ids = SeqIds.of(vocabulary.encodeSource(text));
    try (Tape tape = Tape.inference()) {
      return network.embedSource(tape, ids).copy();
    }
  }

  /// The best translation of each text.
  ///
  /// @throws IllegalArgumentException if one has more than [#LONGEST] symbols
  public List<Translation> translate(List<String> texts, Search search, Workspace workspace) {
    return translate(texts, search, workspace, done -> {});
  }

  /// As [#translate(List,Search,Workspace)], telling how far it is.
  ///
  /// @param done told how many texts are translated
  public List<Translation> translate(
      List<String> texts, Search search, Workspace workspace, IntConsumer done) {
    return run(texts, search, 1, workspace, done).stream().map(List::getFirst).toList();
  }

  /// The best translations of each text, at most as many as the beam follows, the best first. An
  /// empty text has one, which is empty.
  ///
  /// @throws IllegalArgumentException if one has more than [#LONGEST] symbols
  public List<List<Translation>> best(List<String> texts, Search search, Workspace workspace) {
    return run(texts, search, search.beam(), workspace, done -> {});
  }

  private List<List<Translation>> run(
      List<String> texts, Search search, int most, Workspace workspace, IntConsumer done) {
    List<int[]> sources = texts.stream().map(vocabulary::encodeSource).toList();
    List<List<Translation>> all = new ArrayList<>();
    Translation nothing = new Translation("", 0, 0, Translation.Ending.COMPLETE, List.of());
    for (int i = 0; i < texts.size(); i++) {
      if (sources.get(i).length - 1 > LONGEST) {
        throw new IllegalArgumentException(
            "text %,d has %,d symbols, at most %,d are translated at a time; split it"
                .formatted(i + 1, sources.get(i).length - 1, LONGEST));
      }
      all.add(List.of(nothing));
    }
    // Those of like length together; what is said does not depend on it.
    List<Integer> filled =
        IntStream.range(0, texts.size())
            .filter(i -> sources.get(i).length > 1)
            .boxed()
            .sorted(Comparator.comparingInt(i -> sources.get(i).length))
            .toList();
    BeamSearch beams = new BeamSearch(network, search, never());
    int to;
    for (int from = 0; from < filled.size(); from = to) {
      to = from + together(filled, from, sources, search.beam());
      List<Integer> chosen = filled.subList(from, to);
      SeqIds batch = SeqIds.of(chosen.stream().map(sources::get).toArray(int[][]::new));
      List<List<BeamSearch.Ended>> found = beams.run(batch, workspace);
      for (int i = 0; i < chosen.size(); i++) {
        String text = texts.get(chosen.get(i));
        all.set(
            chosen.get(i),
            found.get(i).stream().limit(most).map(ended -> written(text, ended)).toList());
      }
      done.accept(to);
    }
    return all;
  }

  /// How many of the texts from `from` on go together, at least one.
  private static int together(List<Integer> filled, int from, List<int[]> sources, int beam) {
    int count = 1;
    int symbols = sources.get(filled.get(from)).length;
    while (from + count < filled.size() && (count + 1L) * beam <= ROWS) {
      symbols += sources.get(filled.get(from + count)).length;
      if (symbols > SYMBOLS) {
        break;
      }
      count++;
    }
    return count;
  }

  /// The symbol for what is not in the vocabulary is written where attention tells what to copy.
  private int never() {
    return network.spec().attention() == Looking.NONE ? vocabulary.target().never() : -1;
  }

  private Translation written(String source, BeamSearch.Ended ended) {
    Symbols.Reader reader = vocabulary.target().reader();
    int unknown = vocabulary.target().never();
    List<String> pieces = vocabulary.source().pieces(source);
    List<Translation.Look> looks = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Hypothesis each : ended.last().path()) {
      if (each.id() == network.border()) {
        break;
      }
      String symbol = reader.next(each.id());
      if (each.id() == unknown && each.weights().length > 0) {
        int most = largest(each.weights());
        symbol = most < pieces.size() ? symbol.replace("\uFFFD", pieces.get(most)) : "";
      }
      text.append(symbol);
      looks.add(new Translation.Look(symbol, Weights.of(each.weights())));
    }
    return new Translation(
        text.toString(), ended.last().logLikelihood(), ended.score(), ended.ending(), looks);
  }

  private static int largest(float[] weights) {
    int most = 0;
    for (int i = 1; i < weights.length; i++) {
      most = weights[i] > weights[most] ? i : most;
    }
    return most;
  }

  /// How well it foretells pairs: nats a symbol, borders counted.
  public double nats(PairData pairs, Workspace workspace) {
    double sum = 0;
    double symbols = 0;
    for (PairBatch batch : pairs.batches().batches(TOGETHER)) {
      try (Tape tape = workspace.inference()) {
        double weight = network.weight(batch);
        sum += weight * network.loss(tape, batch).item();
        symbols += weight;
      }
    }
    return sum / symbols;
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    TranslatorFiles.write(this, directory, overwrite);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another kind, or does not fit together
  public static Translator load(Path directory) {
    return TranslatorFiles.read(directory);
  }

  @Override
  public String toString() {
    return "Translator[" + network.spec() + ", " + size() + " parameters]";
  }
}
