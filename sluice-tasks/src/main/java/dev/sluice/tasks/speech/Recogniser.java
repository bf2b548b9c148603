package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.StoredModel;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.speech.decode.Alphabet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A frozen network that writes down what is said, with its symbols and what it sees of a sound,
/// for any number of threads.
public final class Recogniser {
  /// What its directory says it is.
  public static final String TASK = "speech";

  private final SpeechNetwork network;
  private final SpeechVocabulary vocabulary;
  private final AudioInput input;
  private final RecurrentModel streamed;
  private final Alphabet alphabet;
  private final String card;

  private Recogniser(
      SpeechNetwork network, SpeechVocabulary vocabulary, AudioInput input, String card) {
    SpeechSpec spec = network.spec();
    if (vocabulary.size() != spec.classes()) {
      throw new IllegalArgumentException(
          "%d symbols for a network of %d classes".formatted(vocabulary.size(), spec.classes()));
    }
    if (input.width() != spec.cell().inputSize()) {
      throw new IllegalArgumentException(
          "steps have %d numbers, the network takes %d"
              .formatted(input.width(), spec.cell().inputSize()));
    }
    this.network = network;
    this.vocabulary = vocabulary;
    this.input = input;
    this.card = card;
    streamed = RecurrentModel.freeze(network.stack());
    alphabet = Alphabet.of(vocabulary.symbols());
  }

  /// A copy of a network as it is now.
  ///
  /// @throws IllegalArgumentException if symbols or input have other sizes
  public static Recogniser of(
      SpeechNetwork network, SpeechVocabulary vocabulary, AudioInput input) {
    return of(network.spec(), network.parameters().tensors(), vocabulary, input, "");
  }

  static Recogniser of(
      SpeechSpec spec,
      Map<String, Tensor> tensors,
      SpeechVocabulary vocabulary,
      AudioInput input,
      String card) {
    Parameters loaded = Parameters.loaded(tensors);
    SpeechNetwork.of(spec, loaded);
    return new Recogniser(SpeechNetwork.of(spec, loaded.freeze()), vocabulary, input, card);
  }

  /// The same with a text for people, Markdown.
  public Recogniser withCard(String text) {
    return new Recogniser(network, vocabulary, input, text);
  }

  /// What it computes.
  public SpeechSpec spec() {
    return network.spec();
  }

  /// What reads steps in it.
  public Recurrent stack() {
    return network.stack();
  }

  /// Its symbols.
  public SpeechVocabulary vocabulary() {
    return vocabulary;
  }

  /// The same as decoders take them.
  public Alphabet alphabet() {
    return alphabet;
  }

  /// What it sees of a sound.
  public AudioInput input() {
    return input;
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

  RecurrentModel streamed() {
    return streamed;
  }

  /// What is said in sounds. A sound shorter than a step says nothing.
  public List<Transcript> transcribe(List<Sound> sounds, Decoding how, Workspace workspace) {
    return transcribe(sounds, how, workspace, done -> {});
  }

  /// As [#transcribe(List,Decoding,Workspace)], telling how far it is.
  ///
  /// @param done told how many sounds are written down
  public List<Transcript> transcribe(
      List<Sound> sounds, Decoding how, Workspace workspace, IntConsumer done) {
    Transcript[] transcripts = new Transcript[sounds.size()];
    int count = 0;
    // A row does not depend on its neighbours.
    for (int[] group : SoundGroups.USUAL.of(sounds.stream().mapToInt(input::length).toArray())) {
      List<Tensor> scores = scores(Arrays.stream(group).mapToObj(sounds::get).toList(), workspace);
      for (int b = 0; b < group.length; b++) {
        transcripts[group[b]] = how.of(scores.get(b), this);
      }
      count += group.length;
      done.accept(count);
    }
    return List.of(transcripts);
  }

  /// The logarithms of the classes' probabilities for each sound, `[T,K]`.
  private List<Tensor> scores(List<Sound> sounds, Workspace workspace) {
    float[][] steps =
        sounds.stream().map(each -> input.steps(input.frames(each))).toArray(float[][]::new);
    Seq x =
        SpeechData.pack(
            steps, input.width(), IntStream.range(0, steps.length).asLongStream().toArray());
    try (Tape tape = workspace.inference()) {
      Tensor rows = network.scores(tape, x).rows().logSoftmax().copy();
      List<Tensor> scores = new ArrayList<>();
      for (int b = 0; b < steps.length; b++) {
        scores.add(sequence(rows, x.lengths(), b));
      }
      return scores;
    }
  }

  private static Tensor sequence(Tensor rows, Lengths lengths, int b) {
    int classes = rows.shape().columns();
    Tensor own = Tensor.zeros(lengths.length(b), classes);
    for (int t = 0; t < lengths.length(b); t++) {
      System.arraycopy(rows.data(), lengths.row(b, t) * classes, own.data(), t * classes, classes);
    }
    return own;
  }

  /// The logarithms of the classes' probabilities at each step of one sequence.
  ///
  /// @param x as [AudioInput#of] makes it
  /// @return `[T,K]`
  public Tensor logProbabilities(Seq x) {
    try (Tape tape = Tape.inference()) {
      return sequence(network.scores(tape, x).rows().logSoftmax().copy(), x.lengths(), 0);
    }
  }

  /// The same of hidden states.
  ///
  /// @param hidden `[R,H]`
  /// @return `[R,K]`
  Tensor logProbabilitiesOf(float[] hidden) {
    int size = streamed.spec().outputSize();
    try (Tape tape = Tape.inference()) {
      Var rows = tape.constant(Tensor.of(Shape.of(hidden.length / size, size), hidden));
      return network.scores(rows).logSoftmax().copy();
    }
  }

  /// Listens to one sound while it goes on.
  ///
  /// @param rate samples a second
  /// @throws dev.sluice.core.stream.NotStreamable if a layer runs backward in time
  /// @throws dev.sluice.core.stream.NotStreamable also if the scale or the level needs the whole
  ///   sound
  public Listener listener(int rate) {
    return new Listener(this, rate);
  }

  /// Writes the model's directory.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    ModelDirectory.write(directory, RecogniserFiles.of(this), overwrite);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another kind, or does not fit together
  public static Recogniser load(Path directory) {
    StoredModel stored = ModelDirectory.read(directory);
    return RecogniserFiles.read(directory, stored);
  }

  @Override
  public String toString() {
    return "Recogniser[" + network.spec() + ", " + size() + " parameters]";
  }
}
