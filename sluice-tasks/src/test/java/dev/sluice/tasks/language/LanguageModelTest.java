package dev.sluice.tasks.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.text.Symbols;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model of the days of the week, in the JDK's words, in German and Chinese.
class LanguageModelTest {
  private static String text;
  private static LanguageModel model;
  private static double validation;

  @TempDir private Path folder;

  /// Weeks that begin on any day: which language goes on can only be known from before.
  private static String days(int weeks, Seed seed) {
    StringBuilder text = new StringBuilder();
    for (int week = 0; week < weeks; week++) {
      Locale locale = seed.below(2, 2L * week) == 0 ? Locale.GERMAN : Locale.CHINESE;
      DayOfWeek first = DayOfWeek.of(1 + seed.below(7, 2L * week + 1));
      for (int day = 0; day < 7; day++) {
        text.append(first.plus(day).getDisplayName(TextStyle.FULL, locale)).append(' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static LanguageNetwork network(RecurrentSpec<?> cell, int vocabulary) {
    return LanguageNetwork.create(LanguageSpec.of(cell, vocabulary), Seed.of(1));
  }

  @BeforeAll
  static void train() {
    text = days(300, Seed.of(5));
    String held = days(60, Seed.of(6));
    Symbols symbols = Symbols.characters(text);
    LanguageNetwork network = network(GruSpec.of(16, 64), symbols.size());
    LanguageTraining training = LanguageTraining.of(1e-2, 6).pieces(8, 25).average(0.99);
    int[] ids = symbols.encode(text);
    training
        .trainer(network, ids.length, Seed.of(2))
        .fit(training.data(ids), training.data(symbols.encode(held)));
    model = LanguageModel.of(network, symbols);
    try (Workspace workspace = Workspace.threads(1)) {
      AtomicInteger done = new AtomicInteger();
      LanguageScore score = model.score(symbols.encode(held), workspace, done::set);
      validation = score.nats();
      assertThat(done).hasValue(score.symbols());
    }
  }

  /// Which day begins a week, and in which language, is one of 14: 2.6 nats for each of some 55
  /// symbols, 0.05 nats a symbol. A model without memory beyond a symbol stays above 0.5.
  @Test
  void learnsWhatCanBeKnown() {
    System.out.printf("days of the week: %.3f nats%n", validation);
    assertThat(validation).isBetween(0.03, 0.2);
  }

  @Test
  void goesOnWithTheDays() {
    Generator generator = model.generator(Sampling.of(0), Seed.of(1)).read("\nMontag ");
    assertThat(generator.next(20)).isEqualTo("Dienstag Mittwoch Do");
    assertThat(model.generator(Sampling.of(0), Seed.of(1)).read("\n星期五 ").next(8))
        .isEqualTo("星期六 星期日 ");
  }

  @Test
  void equalSeedsSayTheSame() {
    String first = model.generator(Sampling.of(1), Seed.of(3)).read("\n").next(200);
    assertThat(model.generator(Sampling.of(1), Seed.of(3)).read("\n").next(200)).isEqualTo(first);
    assertThat(model.generator(Sampling.of(1), Seed.of(4)).read("\n").next(200))
        .isNotEqualTo(first);
    assertThat(first.codePoints().filter(c -> c == 0xFFFD).count()).isZero();
    assertThatThrownBy(() -> model.generator(Sampling.of(1), Seed.of(3)).next())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("read one first");
  }

  /// One symbol after the other is the same as all at once.
  @Test
  void streamingIsTheSameAsReading() {
    int[] ids = model.symbols().encode("\nMontag Dienstag");
    Tensor expected;
    LanguageNetwork network = network(GruSpec.of(16, 64), model.symbols().size());
    LanguageModel fresh = LanguageModel.of(network, model.symbols());
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      expected =
          network
              .forward(ids, Lengths.of(ids.length), network.stack().initialState(tape, 1))
              .logits()
              .copy();
    }
    var stepper = dev.sluice.core.model.RecurrentModel.freeze(network.stack()).stepper();
    var state = stepper.zeroState();
    float[] x = new float[16];
    float[] h = new float[64];
    PackedHead.Scratch head = fresh.head().new Scratch(1);
    for (int t = 0; t < ids.length; t++) {
      fresh.embed(ids[t], x, 0);
      stepper.step(x, state, h);
      float[] logits = head.logits(h);
      for (int v = 0; v < logits.length; v++) {
        assertThat(logits[v]).isEqualTo(expected.get(t, v));
      }
    }
  }

  @Test
  void comesBackFromDisk() throws Exception {
    for (LanguageSpec.Tying tying : LanguageSpec.Tying.values()) {
      LanguageSpec spec =
          LanguageSpec.of(LstmSpec.of(6, 9).layers(2), model.symbols().size())
              .tying(tying)
              .dropout(0.25, 0.5);
      LanguageModel made =
          LanguageModel.of(LanguageNetwork.create(spec, Seed.of(7)), model.symbols());
      Path place = folder.resolve(tying.name());
      made.withCard("# Days\n").save(place, Overwrite.REFUSE);
      LanguageModel back = LanguageModel.load(place);
      assertThat(back.spec()).isEqualTo(spec);
      try (Workspace workspace = Workspace.threads(1)) {
        assertThat(back.score(text, workspace)).isEqualTo(made.score(text, workspace));
      }
      back.withCard("# Days\n").save(folder.resolve(tying + "-again"), Overwrite.REFUSE);
      for (String file : new String[] {"config.json", "model.safetensors", "characters.json"}) {
        assertThat(Files.readAllBytes(folder.resolve(tying + "-again").resolve(file)))
            .isEqualTo(Files.readAllBytes(place.resolve(file)));
      }
    }
  }

  /// Sub-words: fewer, rarer symbols, and a vocabulary that Hugging Face's library opens.
  @Test
  void subWordsComeBackFromDiskAndSpeak() {
    Symbols symbols = Symbols.subWords(text, 300);
    LanguageSpec spec = LanguageSpec.of(GruSpec.of(16, 32), symbols.size());
    LanguageNetwork network = LanguageNetwork.create(spec, Seed.of(1));
    int[] ids = symbols.encode(text);
    assertThat(ids.length).isLessThan(text.length() / 2);
    LanguageTraining training = LanguageTraining.of(1e-2, 6).pieces(4, 25).average(0.99);
    training.trainer(network, ids.length, Seed.of(2)).fit(training.data(ids), training.data(ids));
    Path place = folder.resolve("pairs");
    LanguageModel.of(network, symbols).save(place, Overwrite.REFUSE);
    assertThat(place.resolve("tokenizer.json")).exists();
    LanguageModel back = LanguageModel.load(place);
    String said = back.generator(Sampling.of(0), Seed.of(1)).read("\n星期四 星期五").next(40);
    assertThat(said).startsWith(" 星期六 星期日 ").doesNotContain("\uFFFD");
  }

  @Test
  void otherModelsAreRefused() {
    dev.sluice.core.model.RecurrentModel.freeze(network(GruSpec.of(3, 4), 5).stack())
        .save(folder.resolve("stack"), Overwrite.REFUSE);
    assertThatThrownBy(() -> LanguageModel.load(folder.resolve("stack")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not for \"language\"");
  }

  @Test
  void shortTextsAreRefused() {
    try (Workspace workspace = Workspace.threads(1)) {
      assertThatThrownBy(() -> model.score("M", workspace))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a text of 1 symbols has no next one");
    }
  }

  /// Half the memory, nearly the same words.
  @Test
  void bfloat16SaysTheSameDays() {
    Generator generator =
        model.generator(Sampling.of(0), Seed.of(1), Precision.BFLOAT16).read("\nMontag ");
    assertThat(generator.next(20)).isEqualTo("Dienstag Mittwoch Do");
  }
}
