package speech;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.audio.Wav;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Listener;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpeechData;
import dev.sluice.tasks.speech.SpeechNetwork;
import dev.sluice.tasks.speech.SpeechScore;
import dev.sluice.tasks.speech.SpeechSpec;
import dev.sluice.tasks.speech.SpeechVocabulary;
import dev.sluice.tasks.speech.SpokenWord;
import dev.sluice.train.loop.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Strings of digits, spoken by a synthetic voice, learned and written down while they are spoken.
public final class SpokenDigits {
  private static final List<String> DIGITS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private final Voice voice = new Voice();

  private SpokenDigits() {}

  /// @param args nothing; writes `spoken-digits.sluice` and `spoken-digits.wav`
  public static void main(String[] args) {
    new SpokenDigits().run();
  }

  private void run() {
    List<Utterance> train = strings(600, Seed.of(1));
    List<Utterance> test = strings(100, Seed.of(2));
    System.out.println("600 strings of digits to train on, 100 to test with: a synthetic voice.");

    SpeechVocabulary words = SpeechVocabulary.of(DIGITS, SpeechVocabulary.Units.WORDS);
    AudioInput input =
        AudioInput.of(
            FeatureSpec.of(Voice.RATE),
            Normalisation.RUNNING,
            2,
            Utterance.sounds(train, done -> {}));
    SpeechSpec spec = new SpeechSpec(GruSpec.of(input.width(), 64), words.size(), 0, 0.2);
    SpeechNetwork network = SpeechNetwork.create(spec, Seed.of(3));
    SpeechData data = SpeechData.of(train, words, input);
    new Recipe(0.005, 40, 16, 0, 0).trainer(network, data.size(), Seed.of(4)).fit(data);

    Recogniser model = Recogniser.of(network, words, input);
    try (Workspace workspace = Workspace.threads(1)) {
      SpeechScore score =
          SpeechScore.of(model, test, Decoding.greedy(), workspace, done -> {});
      System.out.println("Words wrong in the test: " + score.words());
    }

    Sound spoken = test.getFirst().sound().get();
    System.out.println("Said:  " + test.getFirst().text());
    listen(model, spoken);
    model.save(Path.of("spoken-digits.sluice"), Overwrite.REPLACE);
    Wav.write(Path.of("spoken-digits.wav"), spoken);
  }

  /// As from a microphone: a tenth of a second at a time.
  private static void listen(Recogniser model, Sound spoken) {
    Listener listener = model.listener(Voice.RATE);
    float[] samples = spoken.samples();
    StringBuilder heard = new StringBuilder("Heard:");
    for (int from = 0; from < samples.length; from += Voice.RATE / 10) {
      int to = Math.min(samples.length, from + Voice.RATE / 10);
      for (SpokenWord word : listener.hear(samples, from, to)) {
        heard.append(String.format(Locale.ROOT, " %s (%.1f s)", word.word(), (double) to / Voice.RATE));
      }
    }
    for (SpokenWord word : listener.finish()) {
      heard.append(" ").append(word.word());
    }
    System.out.println(heard);
  }

  /// Strings of 1 to 7 digits, each with a speed, a pitch and a timbre of its own.
  private List<Utterance> strings(int count, Seed seed) {
    List<Utterance> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Seed own = seed.at(i);
      List<String> words = new ArrayList<>();
      int length = 1 + own.below(7, 0);
      for (int w = 0; w < length; w++) {
        words.add(DIGITS.get(own.below(10, 10 + w)));
      }
      String text = String.join(" ", words);
      Sound sound =
          voice.say(
              text,
              130 + 60 * own.uniform(1),
              90 + 60 * own.uniform(2),
              0.9f + 0.2f * own.uniform(3));
      strings.add(new Utterance("string " + i, () -> sound, text));
    }
    return strings;
  }
}
