package dev.sluice.tasks.classify;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.tasks.classify.LabelledTexts.Empty;
import dev.sluice.tasks.classify.LabelledTexts.Format;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.WordTokens;
import dev.sluice.tasks.words.Lexicon;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// Public sets of samples with their classes, learned from scratch: each with its parts, and a
/// network and a training that were chosen on its validation part.
public enum Benchmark {
  /// Sentences of film reviews, good or bad (Socher et al. 2013); official parts of whole
  /// sentences.
  SST2("SST-2", "sst2-train.tsv", new Choice(Pooling.MAX, 0.6, 0.3, 2e-3, 6)) {
    @Override
    public Parts read(Path folder) {
      return new Parts(
          texts(folder, "sst2-train.tsv"),
          texts(folder, "sst2-dev.tsv"),
          texts(folder, "sst2-test.tsv"));
    }

    private List<Sample.Labelled> texts(Path folder, String name) {
      return new LabelledTexts(Format.TSV, "1", "2", Empty.REFUSE)
          .read(folder.resolve(name), StandardCharsets.UTF_8);
    }

    @Override
    SampleEncoder encoder(List<Sample.Labelled> train) {
      return words(train, 1);
    }
  },

  /// Questions by the kind of their answer (Li and Roth 2002); every tenth of the training part
  /// validates.
  TREC6("TREC-6", "TREC.train.all", new Choice(Pooling.ATTENTION, 0.4, 0.2, 2e-3, 12)) {
    @Override
    public Parts read(Path folder) {
      var lines = new LabelledTexts(Format.LABEL_FIRST, "2", "1", Empty.REFUSE);
      return Parts.tenth(
          lines.read(folder.resolve("TREC.train.all"), StandardCharsets.ISO_8859_1),
          lines.read(folder.resolve("TREC.test.all"), StandardCharsets.ISO_8859_1));
    }

    @Override
    SampleEncoder encoder(List<Sample.Labelled> train) {
      return words(train, 2);
    }
  },

  /// Reviews of hotels in Chinese, good or bad (Tan Songbo); a text whose CRC32 (of its UTF-8) ends
  /// with 8 validates, with 9 tests. One row without a text is left out.
  CHN_SENTI_CORP(
      "ChnSentiCorp", "ChnSentiCorp_htl_all.csv", new Choice(Pooling.MAX, 0.3, 0.1, 3e-3, 6)) {
    @Override
    public Parts read(Path folder) {
      List<Sample.Labelled> all =
          new LabelledTexts(Format.CSV, "review", "label", Empty.SKIP)
              .read(folder.resolve("ChnSentiCorp_htl_all.csv"), StandardCharsets.UTF_8);
      Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (Sample.Labelled each : all) {
        CRC32 hash = new CRC32();
        hash.update(text(each).getBytes(StandardCharsets.UTF_8));
        switch ((int) (hash.getValue() % 10)) {
          case 8 -> parts.validation.add(each);
          case 9 -> parts.test.add(each);
          default -> parts.train.add(each);
        }
      }
      return parts;
    }

    @Override
    SampleEncoder encoder(List<Sample.Labelled> train) {
      return new SampleEncoder.OfSymbols(
          Symbols.characters(train.stream().map(Benchmark::text).collect(Collectors.joining())));
    }
  },

  /// Nine speakers by two vowels, 12 coefficients a step (Kudo et al. 1999); official parts, every
  /// tenth of the training part validates.
  JAPANESE_VOWELS(
      "JapaneseVowels", "JapaneseVowels_TRAIN.ts", new Choice(Pooling.MEAN, 0.125, 0.1, 2e-3, 60)) {
    @Override
    public Parts read(Path folder) {
      return Parts.tenth(
          TsFile.read(folder.resolve("JapaneseVowels_TRAIN.ts")),
          TsFile.read(folder.resolve("JapaneseVowels_TEST.ts")));
    }

    @Override
    SampleEncoder encoder(List<Sample.Labelled> train) {
      return SampleEncoder.OfValues.of(train.stream().map(Sample.Labelled::sample).toList());
    }
  };

  private static final int UNITS = 128;
  private static final double OUTPUT_DROPOUT = 0.5;
  private static final double SMOOTHING = 0.1;

  private final String title;
  private final String file;
  private final Choice choice;

  Benchmark(String title, String file, Choice choice) {
    this.title = title;
    this.file = file;
    this.choice = choice;
  }

  /// What was chosen on validation.
  ///
  /// @param inputDropout of what is read
  /// @param change how much training changes the input: symbols forgotten, or noise on numbers
  private record Choice(
      Pooling pooling, double inputDropout, double change, double rate, int epochs) {}

  /// Training, validation and test.
  public record Parts(
      List<Sample.Labelled> train, List<Sample.Labelled> validation, List<Sample.Labelled> test) {
    static Parts tenth(List<Sample.Labelled> all, List<Sample.Labelled> test) {
      Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), test);
      for (int i = 0; i < all.size(); i++) {
        (i % 10 == 9 ? parts.validation : parts.train).add(all.get(i));
      }
      return parts;
    }
  }

  /// A network and its training.
  public record Plan(
      SampleEncoder encoder, List<String> labels, ClassifierSpec spec, Recipe training) {
    /// The same with as many epochs as make about so many steps of the optimiser.
    ///
    /// @param examples to train on
    public Plan withSteps(long steps, int examples) {
      long epochs = Math.ceilDiv(steps, training.steps(examples) / training.epochs());
      return new Plan(encoder, labels, spec, training.withEpochs(Math.toIntExact(epochs)));
    }

    /// The same without what is to keep a network from learning its samples by heart: no dropout,
    /// no smoothing of classes, no change of the input, no averaged parameters.
    public Plan bare() {
      Recipe plain = new Recipe(training.rate(), training.epochs(), training.batch(), 0, 0);
      return new Plan(encoder, labels, spec.bare(), plain);
    }
  }

  /// What it is called.
  public String title() {
    return title;
  }

  /// Whether its files are in a folder.
  public boolean isIn(Path folder) {
    return Files.exists(folder.resolve(file));
  }

  /// Its parts.
  public abstract Parts read(Path folder);

  abstract SampleEncoder encoder(List<Sample.Labelled> train);

  /// A layer of 128 units in each direction, its training in batches of 32 (16 where samples are
  /// few).
  public Plan plan(List<Sample.Labelled> train) {
    SampleEncoder encoder = encoder(train);
    List<String> labels = train.stream().map(Sample.Labelled::label).distinct().sorted().toList();
    ClassifierInput input =
        switch (encoder) {
          case SampleEncoder.OfWords(Lexicon lexicon) ->
              new ClassifierInput.Words(WordEncoderSpec.of(lexicon, 100, 24, 25, choice.change));
          case SampleEncoder.OfSymbols(Symbols symbols) ->
              new ClassifierInput.Ids(symbols.size(), 64, choice.change);
          case SampleEncoder.OfValues values ->
              new ClassifierInput.Values(values.columns(), choice.change);
          case SoundEncoder sounds -> new ClassifierInput.Values(sounds.input().width(), 0);
        };
    ClassifierSpec spec =
        new ClassifierSpec(
            input,
            GruSpec.of(input.features(), UNITS).direction(Direction.BOTH),
            choice.pooling,
            labels.size(),
            choice.inputDropout,
            OUTPUT_DROPOUT,
            SMOOTHING);
    boolean few = train.size() < 1000;
    return new Plan(
        encoder,
        labels,
        spec,
        new Recipe(choice.rate, choice.epochs, few ? 16 : 32, 0, few ? 0.98 : 0.99));
  }

  private static SampleEncoder words(List<Sample.Labelled> train, int least) {
    return new SampleEncoder.OfWords(
        Lexicon.of(train.stream().map(each -> WordTokens.of(text(each))).toList(), least));
  }

  private static String text(Sample.Labelled sample) {
    return ((Sample.Text) sample.sample()).text();
  }
}
