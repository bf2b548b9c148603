package dev.sluice.tasks.classify;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A frozen classifier with what turns samples into its input, for any number of threads.
public final class Classifier {
  /// What its directory says it is.
  public static final String TASK = "classify";

  /// Samples that are computed at once: enough to fill the kernels.
  private static final int TOGETHER = 64;

  private final ClassifierNetwork network;
  private final SampleEncoder encoder;
  private final List<String> labels;
  private final double temperature;
  private final String card;
  private final Map<String, byte[]> extras;

  private Classifier(
      ClassifierNetwork network,
      SampleEncoder encoder,
      List<String> labels,
      double temperature,
      String card,
      Map<String, byte[]> extras) {
    if (labels.size() != network.spec().classes()) {
      throw new IllegalArgumentException(
          "%d labels for a network of %d classes"
              .formatted(labels.size(), network.spec().classes()));
    }
    this.network = network;
    this.encoder = encoder;
    this.labels = List.copyOf(labels);
    this.temperature = temperature;
    this.card = card;
    this.extras = extras;
  }

  /// A copy of a network as it is now.
  public static Classifier of(
      ClassifierNetwork network, SampleEncoder encoder, List<String> labels) {
    return of(network.spec(), network.parameters().tensors(), encoder, labels, 1, "", Map.of());
  }

  static Classifier of(
      ClassifierSpec spec,
      Map<String, Tensor> tensors,
      SampleEncoder encoder,
      List<String> labels,
      double temperature,
      String card,
      Map<String, byte[]> extras) {
    Parameters loaded = Parameters.loaded(tensors);
    ClassifierNetwork.of(spec, loaded);
    return new Classifier(
        ClassifierNetwork.of(spec, loaded.freeze()), encoder, labels, temperature, card, extras);
  }

  /// The same with a text for people, Markdown.
  public Classifier withCard(String text) {
    return new Classifier(network, encoder, labels, temperature, text, extras);
  }

  /// The same with one more file in its directory; what it computes is the same.
  ///
  /// @param name plain, see [dev.sluice.core.model.ModelFiles], and none of the encoder's files
  /// @param content copied
  /// @throws IllegalArgumentException if the encoder has a file of this name
  public Classifier withExtra(String name, byte[] content) {
    if (encoder.files().containsKey(name)) {
      throw new IllegalArgumentException(
          name + " holds what turns samples into numbers; name the file otherwise");
    }
    Map<String, byte[]> more = new TreeMap<>(extras);
    more.put(name, content.clone());
    return new Classifier(network, encoder, labels, temperature, card, more);
  }

  /// A further file of the model's directory, copied; empty if it has none of this name.
  public Optional<byte[]> extra(String name) {
    return Optional.ofNullable(extras.get(name)).map(byte[]::clone);
  }

  /// The same with probabilities that fit samples which were not trained on, see [Temperature].
  public Classifier calibrated(List<Sample.Labelled> samples, Workspace workspace) {
    double fitted =
        Temperature.fit(logits(plain(samples), workspace, done -> {}), classes(samples));
    return new Classifier(network, encoder, labels, fitted, card, extras);
  }

  /// What it computes.
  public ClassifierSpec spec() {
    return network.spec();
  }

  /// The names of the classes.
  public List<String> labels() {
    return labels;
  }

  /// What turns samples into its input.
  public SampleEncoder encoder() {
    return encoder;
  }

  /// What logits are divided by.
  public double temperature() {
    return temperature;
  }

  /// What reads sequences in it.
  public Recurrent stack() {
    return network.stack();
  }

  /// What the stack reads of a sample, one sequence `[T,E]`.
  ///
  /// @throws IllegalArgumentException if it is of another kind
  public Seq input(Sample sample) {
    Sequences x = encoder.batch(List.of(encoder.encode(sample)), 0);
    try (Tape tape = Tape.inference()) {
      return Seq.packed(network.read(tape, x).rows().copy(), x.lengths());
    }
  }

  /// The number of its parameters.
  public int size() {
    return network.parameters().size();
  }

  Map<String, Tensor> tensors() {
    return network.parameters().tensors();
  }

  String card() {
    return card;
  }

  /// All files beside configuration, weights and card.
  Map<String, byte[]> files() {
    Map<String, byte[]> all = new TreeMap<>(extras);
    all.putAll(encoder.files());
    return all;
  }

  /// The probabilities of the classes of each sample, in the order of [#labels].
  public double[][] probabilities(List<? extends Sample> samples, Workspace workspace) {
    return probabilities(samples, workspace, done -> {});
  }

  private double[][] probabilities(
      List<? extends Sample> samples, Workspace workspace, IntConsumer done) {
    float[][] logits = logits(samples, workspace, done);
    return Arrays.stream(logits)
        .map(row -> Temperature.softmax(row, temperature))
        .toArray(double[][]::new);
  }

  /// What stands for each sample, the pooled states `[D]`: its feature vector.
  public float[][] features(List<? extends Sample> samples, Workspace workspace) {
    return rows(samples, workspace, done -> {}, (tape, x) -> network.features(tape, x).copy());
  }

  private float[][] logits(List<? extends Sample> samples, Workspace workspace, IntConsumer done) {
    return rows(samples, workspace, done, (tape, x) -> network.logits(tape, x).copy());
  }

  private interface Computation {
    Tensor of(Tape tape, Sequences x);
  }

  /// Samples of like length are computed together; a row does not depend on its neighbours.
  private float[][] rows(
      List<? extends Sample> samples,
      Workspace workspace,
      IntConsumer done,
      Computation computation) {
    List<Encoded> encoded = new ArrayList<>();
    samples.forEach(each -> encoded.add(encoder.encode(each)));
    List<Integer> order = new ArrayList<>(IntStream.range(0, encoded.size()).boxed().toList());
    order.sort(Comparator.comparingInt(i -> encoded.get(i).length()));
    float[][] rows = new float[encoded.size()][];
    for (int from = 0; from < order.size(); from += TOGETHER) {
      List<Integer> items = order.subList(from, Math.min(order.size(), from + TOGETHER));
      long[] numbers = LongStream.range(0, items.size()).toArray();
      Sequences x = encoder.batch(items.stream().map(encoded::get).toList(), numbers);
      try (Tape tape = workspace.inference()) {
        Tensor values = computation.of(tape, x);
        int width = values.shape().columns();
        for (int b = 0; b < items.size(); b++) {
          rows[items.get(b)] = Arrays.copyOfRange(values.data(), b * width, (b + 1) * width);
        }
      }
      done.accept(from + items.size());
    }
    return rows;
  }

  /// How well it classifies samples.
  ///
  /// @throws IllegalArgumentException if a label is none of [#labels]
  public ClassScore score(List<Sample.Labelled> samples, Workspace workspace) {
    return score(samples, workspace, done -> {});
  }

  /// As [#score(List,Workspace)], telling how far it is.
  ///
  /// @param done told how many samples are classified
  /// @throws IllegalArgumentException if a label is none of [#labels]
  public ClassScore score(List<Sample.Labelled> samples, Workspace workspace, IntConsumer done) {
    int[] classes = classes(samples);
    return ClassScore.of(probabilities(plain(samples), workspace, done), classes, labels.size());
  }

  private static List<Sample> plain(List<Sample.Labelled> samples) {
    return samples.stream().map(Sample.Labelled::sample).toList();
  }

  private int[] classes(List<Sample.Labelled> samples) {
    return samples.stream().mapToInt(each -> classOf(each.label())).toArray();
  }

  private int classOf(String label) {
    int id = labels.indexOf(label);
    if (id < 0) {
      throw new IllegalArgumentException(
          "the class \"%s\" is none of the %d that training saw: %s"
              .formatted(label, labels.size(), String.join(" ", labels)));
    }
    return id;
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    ModelDirectory.write(directory, ClassifierFiles.of(this), overwrite);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another kind, or does not fit together
  public static Classifier load(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    return ClassifierFiles.read(directory, stored);
  }

  @Override
  public String toString() {
    return "Classifier[" + network.spec() + ", " + size() + " parameters]";
  }
}
