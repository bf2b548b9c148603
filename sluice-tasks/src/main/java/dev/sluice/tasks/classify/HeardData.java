package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Distortion;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.text.TextException;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.IndexedDataset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/// Sounds as a [ClassifierNetwork] learns from them: in every epoch each is changed anew.
public final class HeardData implements Dataset<ClassifierBatch> {
  private final List<Sound> sounds;
  private final IndexedDataset<ClassifierBatch> plain;
  private final SoundEncoder encoder;
  private final AudioAugmentation augmentation;

  private HeardData(
      List<Sound> sounds,
      IndexedDataset<ClassifierBatch> plain,
      SoundEncoder encoder,
      AudioAugmentation augmentation) {
    this.sounds = sounds;
    this.plain = plain;
    this.encoder = encoder;
    this.augmentation = augmentation;
  }

  /// Sounds to train on.
  ///
  /// @param samples sounds
  /// @param plain the same as they are
  /// @throws TextException if one is too short to be played fastest
  public static HeardData of(
      List<Sample.Labelled> samples,
      IndexedDataset<ClassifierBatch> plain,
      SoundEncoder encoder,
      AudioAugmentation augmentation) {
    return of(samples, plain, encoder, augmentation, i -> "sample " + (i + 1));
  }

  /// As [#of(List,IndexedDataset,SoundEncoder,AudioAugmentation)], saying where a sound stands.
  ///
  /// @param place of sample i, for messages
  public static HeardData of(
      List<Sample.Labelled> samples,
      IndexedDataset<ClassifierBatch> plain,
      SoundEncoder encoder,
      AudioAugmentation augmentation,
      IntFunction<String> place) {
    int rate = encoder.input().rate();
    List<Sound> sounds =
        samples.stream().map(each -> ((Sample.Heard) each.sample()).sound().at(rate)).toList();
    if (sounds.size() != plain.size()) {
      throw new IllegalArgumentException(
          "%d sounds, of which %d samples were made; sounds are not split"
              .formatted(sounds.size(), plain.size()));
    }
    AudioInput input = encoder.input();
    augmentation.requireWarps(input);
    for (int i = 0; i < sounds.size(); i++) {
      if (input.steps(sounds.get(i).length(), augmentation.fastest()) == 0) {
        throw new TextException(
            "%s: the sound is shorter than a step, %.3f s, when it is played fastest; leave it out, or play sounds less fast"
                .formatted(place.apply(i), input.leastSeconds()));
      }
    }
    return new HeardData(sounds, plain, encoder, augmentation);
  }

  @Override
  public Iterable<ClassifierBatch> batches(int batchSize, Seed order) {
    Iterable<ClassifierBatch> unchanged = plain.batches(batchSize, order);
    return () -> {
      var batches = unchanged.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return batches.hasNext();
        }

        @Override
        public ClassifierBatch next() {
          return changed(batches.next(), order.named("change"));
        }
      };
    };
  }

  private ClassifierBatch changed(ClassifierBatch batch, Seed seed) {
    AudioInput input = encoder.input();
    long[] numbers = new long[batch.classes().length];
    Encoded[] changed = new Encoded[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = batch.x().lengths().sample(i);
      Seed own = seed.at(numbers[i]);
      Sound sound = augmentation.apply(sounds.get((int) numbers[i]), own);
      float[] frames = augmentation.warped(input, own).frames(sound);
      augmentation.mask(frames, frames.length / input.bands(), input.bands(), own);
      changed[i] = encoder.values(input.steps(frames));
    }
    return new ClassifierBatch(
        encoder.batch(Arrays.asList(changed), numbers), batch.classes(), batch.weights());
  }

  @Override
  public Iterable<ClassifierBatch> batches(int batchSize) {
    return plain.batches(batchSize);
  }

  @Override
  public OptionalLong count(int batchSize) {
    return plain.count(batchSize);
  }

  /// Of sounds that are all played slowest, which makes them longest.
  @Override
  public Optional<ClassifierBatch> heaviest(int batchSize, Seed order) {
    int slowest = augmentation.slowest();
    return plain
        .sizes(i -> encoder.input().steps(sounds.get(i).length(), slowest))
        .heaviest(batchSize, order)
        .map(batch -> played(batch, slowest));
  }

  private ClassifierBatch played(ClassifierBatch batch, int percent) {
    long[] numbers = new long[batch.classes().length];
    Encoded[] played = new Encoded[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = batch.x().lengths().sample(i);
      Sound sound = Distortion.speed(sounds.get((int) numbers[i]), percent);
      played[i] = encoder.encode(new Sample.Heard(sound));
    }
    return new ClassifierBatch(
        encoder.batch(Arrays.asList(played), numbers), batch.classes(), batch.weights());
  }
}
