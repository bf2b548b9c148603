package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.text.TextException;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loss.Ctc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Utterances as a [SpeechNetwork] learns from them: in every epoch other ones are joined, and each
/// is changed anew.
///
/// Validation joins in one way for all time and changes nothing.
public final class SpeechData implements Dataset<SpeechBatch> {
  /// Batches of this many batches are sorted by length among each other.
  private static final int POOL = 20;

  private static final Seed VALIDATION = Seed.of(0).named("validation");

  private final List<Utterance> utterances;
  private final int[][] targets;
  private final int[] samples;
  private final int[] between;
  private final int classes;
  private final AudioInput input;
  private final Joining joining;
  private final AudioAugmentation augmentation;

  private SpeechData(
      List<Utterance> utterances,
      int[][] targets,
      int[] samples,
      int[] between,
      int classes,
      AudioInput input,
      Joining joining,
      AudioAugmentation augmentation) {
    this.utterances = utterances;
    this.targets = targets;
    this.samples = samples;
    this.between = between;
    this.classes = classes;
    this.input = input;
    this.joining = joining;
    this.augmentation = augmentation;
  }

  /// Utterances as they are.
  ///
  /// @throws TextException if one has no text, symbols that are not in the vocabulary, or more of
  ///   them than its sound has steps for: with its place
  public static SpeechData of(
      List<Utterance> utterances, SpeechVocabulary vocabulary, AudioInput input) {
    return of(utterances, vocabulary, input, done -> {});
  }

  /// As [#of(List,SpeechVocabulary,AudioInput)], telling how far it is.
  ///
  /// @param done told how many utterances were looked at
  public static SpeechData of(
      List<Utterance> utterances, SpeechVocabulary vocabulary, AudioInput input, IntConsumer done) {
    if (utterances.isEmpty()) {
      throw new TextException("there are no utterances; give one at least");
    }
    int[][] targets = new int[utterances.size()][];
    int[] samples = new int[utterances.size()];
    for (int i = 0; i < samples.length; i++) {
      Utterance utterance = utterances.get(i);
      try {
        targets[i] = vocabulary.encode(utterance.text());
      } catch (IllegalArgumentException e) {
        throw new TextException(utterance.place() + ": " + e.getMessage(), e);
      }
      samples[i] = input.samples(utterance.sound().get());
      done.accept(i + 1);
    }
    SpeechData data =
        new SpeechData(
            List.copyOf(utterances),
            targets,
            samples,
            vocabulary.between(),
            vocabulary.size(),
            input,
            Joining.NONE,
            AudioAugmentation.none());
    data.requirePossible();
    return data;
  }

  /// The same, joined in training and validation.
  ///
  /// @throws TextException if a sound has too few steps for its text
  public SpeechData joined(Joining how) {
    double time = how.saying().map(saying -> saying.before() + saying.after()).orElse(1.0);
    if (time < input.stepSeconds()) {
      throw new IllegalArgumentException(
          "words have %s s to be said, and a step takes %s s; give them more"
              .formatted(time, input.stepSeconds()));
    }
    for (int i = 0; i < targets.length && how.saying().isPresent(); i++) {
      if (targets[i].length != 1) {
        throw new TextException(
            "%s: the text has %d symbols; when a word is said can be told of recordings of one word only"
                .formatted(utterances.get(i).place(), targets[i].length));
      }
    }
    SpeechData data =
        new SpeechData(utterances, targets, samples, between, classes, input, how, augmentation);
    data.requirePossible();
    return data;
  }

  /// The same, changed in training.
  ///
  /// @throws TextException if a sound has too few steps for its text when it is faster
  /// @throws IllegalArgumentException if a warped band lies between two frequencies of the spectrum
  public SpeechData augmented(AudioAugmentation how) {
    how.requireWarps(input);
    SpeechData data =
        new SpeechData(utterances, targets, samples, between, classes, input, joining, how);
    data.requirePossible();
    return data;
  }

  /// A text has at most as many symbols as its sound has steps, with one more between two equal
  /// ones, and where recordings are joined one more between them. The tail is not counted.
  private void requirePossible() {
    int spare = joining.most() == 1 ? 0 : 1;
    for (int i = 0; i < targets.length; i++) {
      int least = Ctc.least(targets[i]) + spare;
      int own = input.steps(samples[i], 100);
      int shortest = input.steps(samples[i], augmentation.fastest());
      if (shortest < least) {
        throw new TextException(
            "%s: the text has %d symbols, which takes %d steps at least, and the sound has %d%s; is it the right file? Leave it out, or let steps be shorter"
                .formatted(
                    utterances.get(i).place(),
                    targets[i].length,
                    least,
                    shortest,
                    shortest < own ? " when it is fastest" : ""));
      }
    }
  }

  /// Samples of an epoch.
  public int size() {
    return joining.groups(utterances.size());
  }

  @Override
  public Iterable<SpeechBatch> batches(int batchSize, Seed order) {
    return shuffled(order, augmentation).batches(batchSize, order);
  }

  /// The longest batch of an order, all of its sounds played slowest.
  @Override
  public Optional<SpeechBatch> heaviest(int batchSize, Seed order) {
    AudioAugmentation slowest = augmentation.speed(augmentation.slowest(), augmentation.slowest());
    return shuffled(order, slowest).heaviest(batchSize, order);
  }

  private IndexedDataset<SpeechBatch> shuffled(Seed order, AudioAugmentation changes) {
    return dataset(joining.groups(utterances.size(), order), order, changes).bucketed(POOL);
  }

  @Override
  public Iterable<SpeechBatch> batches(int batchSize) {
    int[][] groups = joining.groups(utterances.size(), VALIDATION);
    if (joining.most() == 1) {
      Arrays.setAll(groups, i -> new int[] {i});
    }
    return dataset(groups, VALIDATION, AudioAugmentation.none()).batches(batchSize);
  }

  @Override
  public OptionalLong count(int batchSize) {
    return OptionalLong.of(Math.ceilDiv(size(), batchSize));
  }

  private IndexedDataset<SpeechBatch> dataset(
      int[][] groups, Seed seed, AudioAugmentation changes) {
    return IndexedDataset.of(groups.length, (items, number) -> batch(groups, items, seed, changes))
        .lengths(g -> Arrays.stream(groups[g]).map(i -> input.steps(samples[i], 100)).sum());
  }

  private SpeechBatch batch(int[][] groups, int[] items, Seed seed, AudioAugmentation changes) {
    float[][] x = new float[items.length][];
    int[][] said = new int[items.length][];
    JoinedSound[] sounds = new JoinedSound[items.length];
    for (int b = 0; b < items.length; b++) {
      int[] group = groups[items[b]];
      Seed own = seed.named("change").at(items[b]);
      said[b] = said(group);
      sounds[b] = sound(group, own, changes);
      float[] frames = changes.warped(input, own).frames(sounds[b].whole());
      changes.mask(frames, frames.length / input.bands(), input.bands(), own);
      x[b] = input.steps(frames);
    }
    Seq packed = pack(x, input.width(), Arrays.stream(items).asLongStream().toArray());
    Optional<WordTimes> times =
        joining.saying().map(saying -> times(sounds, said, packed.lengths(), saying));
    return new SpeechBatch(packed, SeqIds.of(said), times);
  }

  private WordTimes times(
      JoinedSound[] sounds, int[][] said, Lengths lengths, Joining.Saying saying) {
    Tensor quiet = Tensor.zeros(lengths.rows(), 1);
    Tensor within = Tensor.zeros(lengths.rows(), classes);
    for (int b = 0; b < sounds.length; b++) {
      boolean[] silent = sounds[b].quiet(lengths.length(b), input, saying);
      int[] words = sounds[b].within(lengths.length(b), input);
      for (int t = 0; t < words.length; t++) {
        int row = lengths.row(b, t);
        quiet.data()[row] = silent[t] ? 1 : 0;
        if (words[t] >= 0) {
          int symbol = said[b][words[t] * (1 + between.length)];
          within.data()[row * classes + symbol] = 1;
        }
      }
    }
    return new WordTimes(quiet, within);
  }

  private int[] said(int... group) {
    IntStream.Builder all = IntStream.builder();
    for (int i = 0; i < group.length; i++) {
      Arrays.stream(i > 0 ? between : new int[0]).forEach(all::add);
      Arrays.stream(targets[group[i]]).forEach(all::add);
    }
    return all.build().toArray();
  }

  private JoinedSound sound(int[] group, Seed seed, AudioAugmentation changes) {
    JoinedSound joined = new JoinedSound();
    for (int i = 0; i < group.length; i++) {
      if (i > 0 && joining.pause() > 0) {
        joined.pause(Sound.silence(joining.pause(seed, i), input.rate()));
      }
      Sound sound = utterances.get(group[i]).sound().get().at(input.rate());
      joined.word(changes.apply(sound, seed.at(i)));
    }
    return joined;
  }

  /// @param x of each sound `[T·width]`
  static Seq pack(float[][] x, int width, long... samples) {
    Lengths lengths =
        Lengths.of(Arrays.stream(x).mapToInt(row -> row.length / width).toArray()).samples(samples);
    Tensor rows = Tensor.zeros(lengths.rows(), width);
    for (int i = 0; i < x.length; i++) {
      for (int t = 0; t < lengths.length(i); t++) {
        System.arraycopy(x[i], t * width, rows.data(), lengths.row(i, t) * width, width);
      }
    }
    return Seq.packed(rows, lengths);
  }
}
