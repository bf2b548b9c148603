package dev.sluice.tasks.tag;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentSpecJson;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.words.Lexicon;
import dev.sluice.tasks.words.WordBatch;
import dev.sluice.tasks.words.WordEncoderSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/// A frozen tagger with its vocabulary, for any number of threads.
public final class Tagger {
  /// What its directory says it is.
  public static final String TASK = "tag";

  /// Sentences that are computed at once: enough to fill the kernels.
  private static final int TOGETHER = 64;

  private final TaggerNetwork network;
  private final TaggerVocabulary vocabulary;
  private final String card;

  private Tagger(TaggerNetwork network, TaggerVocabulary vocabulary, String card) {
    TaggerSpec spec = network.spec();
    if (vocabulary.tags().size() != spec.tags()
        || vocabulary.lexicon().words().size() != spec.words().words()
        || vocabulary.lexicon().characters().size() != spec.words().characters()) {
      throw new IllegalArgumentException("the vocabulary has other sizes than the network");
    }
    this.network = network;
    this.vocabulary = vocabulary;
    this.card = card;
  }

  /// A copy of a network as it is now.
  ///
  /// @throws IllegalArgumentException if the vocabulary has other sizes
  public static Tagger of(TaggerNetwork network, TaggerVocabulary vocabulary) {
    return of(network.spec(), network.parameters().tensors(), vocabulary, "");
  }

  private static Tagger of(
      TaggerSpec spec, Map<String, Tensor> tensors, TaggerVocabulary vocabulary, String card) {
    Parameters loaded = Parameters.loaded(tensors);
    TaggerNetwork.of(spec, loaded);
    return new Tagger(TaggerNetwork.of(spec, loaded.freeze()), vocabulary, card);
  }

  /// The same with a text for people, Markdown.
  public Tagger withCard(String text) {
    return new Tagger(network, vocabulary, text);
  }

  /// What it computes.
  public TaggerSpec spec() {
    return network.spec();
  }

  /// What reads sentences in it.
  public Recurrent stack() {
    return network.stack();
  }

  /// The words of a sentence, which stand apart by blanks, those of Chinese texts too.
  public static List<String> words(String sentence) {
    return List.of(sentence.split("[ \t\u3000]+"));
  }

  /// What the stack reads of a sentence, one sequence `[T,E]`.
  ///
  /// @param words without empty ones
  public Seq input(List<String> words) {
    WordBatch batch = vocabulary.lexicon().batch(List.of(words), 0);
    try (Tape tape = Tape.inference()) {
      return Seq.packed(network.read(tape, batch).rows().copy(), batch.lengths());
    }
  }

  /// What training saw.
  public TaggerVocabulary vocabulary() {
    return vocabulary;
  }

  /// The number of its parameters.
  public int size() {
    return network.parameters().size();
  }

  /// The tags of sentences.
  ///
  /// @param sentences words of each, without empty ones
  public List<List<String>> tag(List<? extends List<String>> sentences, Workspace workspace) {
    return tag(sentences, workspace, done -> {});
  }

  private List<List<String>> tag(
      List<? extends List<String>> sentences, Workspace workspace, IntConsumer done) {
    List<List<String>> tagged = new ArrayList<>();
    for (int from = 0; from < sentences.size(); from += TOGETHER) {
      int to = Math.min(sentences.size(), from + TOGETHER);
      WordBatch batch =
          vocabulary
              .lexicon()
              .batch(sentences.subList(from, to), LongStream.range(from, to).toArray());
      try (Tape tape = workspace.inference()) {
        int[] ids = network.choose(tape, batch);
        for (int i = 0; i < to - from; i++) {
          tagged.add(names(ids, batch.lengths(), i));
        }
      }
      done.accept(to);
    }
    return tagged;
  }

  private List<String> names(int[] ids, Lengths lengths, int sentence) {
    List<String> names = new ArrayList<>();
    for (int t = 0; t < lengths.length(sentence); t++) {
      names.add(vocabulary.tags().get(ids[lengths.row(sentence, t)]));
    }
    return names;
  }

  /// How well it tags sentences. Tags that training did not see count as missed.
  public TagScore score(List<TaggedSentence> sentences, Workspace workspace) {
    return score(sentences, workspace, done -> {});
  }

  /// As [#score(List,Workspace)], telling how far it is.
  ///
  /// @param done told how many sentences are tagged
  public TagScore score(List<TaggedSentence> sentences, Workspace workspace, IntConsumer done) {
    List<List<String>> words = sentences.stream().map(TaggedSentence::words).toList();
    return TagScore.of(sentences, tag(words, workspace, done), vocabulary);
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    TaggerSpec spec = network.spec();
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", Version.CURRENT)
            .put("task", TASK)
            .put(TaggerNetwork.WORDS, spec.words().toJson())
            .put(TaggerNetwork.STACK, RecurrentSpecJson.write(spec.cell()))
            .put("tags", JsonArray.ofStrings(vocabulary.tags()))
            .put("output", spec.output().name().toLowerCase(Locale.ROOT))
            .put("input_dropout", spec.inputDropout())
            .put("output_dropout", spec.outputDropout())
            .put("smoothing", spec.smoothing())
            .build();
    Map<String, Tensor> tensors =
        spec.words()
            .toFile(
                TaggerNetwork.WORDS,
                TorchTensors.toFile(
                    spec.cell(), TaggerNetwork.STACK, network.parameters().tensors()));
    SafetensorsFile weights =
        new SafetensorsFile(
            tensors, Map.of("variant", TorchTensors.variant(spec.cell()).orElse("torch")));
    ModelDirectory.write(
        directory, new ModelFiles(config, weights, vocabulary.lexicon().files(), card), overwrite);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another kind, or does not fit together
  public static Tagger load(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    JsonView config = stored.requireTask(TASK);
    config.allowOnly(
        "sluice_version",
        "task",
        TaggerNetwork.WORDS,
        TaggerNetwork.STACK,
        "tags",
        "output",
        "input_dropout",
        "output_dropout",
        "smoothing");
    List<String> tags = config.member("tags").elements().stream().map(JsonView::string).toList();
    if (new HashSet<>(tags).size() < tags.size()) {
      throw config.member("tags").expected("tags of which none comes twice");
    }
    try {
      TaggerSpec spec =
          new TaggerSpec(
              WordEncoderSpec.fromJson(config.member(TaggerNetwork.WORDS)),
              RecurrentSpecJson.read(config.member(TaggerNetwork.STACK)),
              tags.size(),
              config.member("output").choice(TaggerSpec.Output.values()),
              config.member("input_dropout").number(),
              config.member("output_dropout").number(),
              config.member("smoothing").number());
      Map<String, Tensor> tensors =
          spec.words()
              .fromFile(
                  TaggerNetwork.WORDS,
                  TorchTensors.fromFile(
                      spec.cell(), TaggerNetwork.STACK, stored.files().weights().tensors()));
      Lexicon lexicon = Lexicon.read(stored.files().extras(), directory);
      return of(spec, tensors, new TaggerVocabulary(lexicon, tags), stored.files().card());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          directory
              + (": " + e.getMessage())
              + "; config.json and model.safetensors are not of one model",
          e);
    }
  }

  @Override
  public String toString() {
    return "Tagger[" + network.spec() + ", " + size() + " parameters]";
  }
}
