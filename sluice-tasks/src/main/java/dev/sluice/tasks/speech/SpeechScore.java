package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.score.Alignment;
import dev.sluice.tasks.speech.score.ErrorRate;
import dev.sluice.tasks.text.TextException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/// How well a recogniser writes down what is said.
///
/// @param words errors among the words
/// @param characters errors among the characters, blanks between words counted
/// @param perfect utterances without an error
/// @param worst the words of those with the most errors, the worst first, at most [#SHOWN]
public record SpeechScore(
    int utterances, ErrorRate words, ErrorRate characters, int perfect, List<Alignment> worst) {
  /// As many are kept to be looked at.
  public static final int SHOWN = 5;

  /// Sounds in memory at once.
  private static final int TOGETHER = 64;

  private static final SpeechScore NONE =
      new SpeechScore(0, ErrorRate.NONE, ErrorRate.NONE, 0, List.of());

  /// Copies the list.
  public SpeechScore {
    worst = List.copyOf(worst);
  }

  /// What is done about a recording that cannot be read.
  @FunctionalInterface
  public interface Broken {
    /// Leaves it out, or throws.
    void take(TextException why);
  }

  /// Writes down all and compares.
  ///
  /// @param done told how many are written down
  /// @throws TextException if one cannot be read
  public static SpeechScore of(
      Recogniser model,
      List<Utterance> utterances,
      Decoding how,
      Workspace workspace,
      IntConsumer done) {
    Broken stop =
        why -> {
          throw why;
        };
    return new Run(model, how, workspace, stop).score(utterances, done);
  }

  /// How recordings are written down.
  ///
  /// @param broken what is done about one that cannot be read; those left out do not count
  public record Run(Recogniser model, Decoding how, Workspace workspace, Broken broken) {
    /// Writes down all and compares.
    ///
    /// @param done told how many are written down
    public SpeechScore score(List<Utterance> utterances, IntConsumer done) {
      SpeechScore score = NONE;
      for (int from = 0; from < utterances.size(); from += TOGETHER) {
        int to = Math.min(utterances.size(), from + TOGETHER);
        score = score(score, utterances.subList(from, to));
        done.accept(to);
      }
      return score;
    }

    private SpeechScore score(SpeechScore before, List<Utterance> group) {
      List<Sound> sounds = new ArrayList<>();
      List<String> said = new ArrayList<>();
      for (Utterance each : group) {
        try {
          sounds.add(each.sound().get());
          said.add(each.text());
        } catch (TextException e) {
          broken.take(e);
        }
      }
      List<Transcript> texts = model.transcribe(sounds, how, workspace);
      SpeechScore score = before;
      for (int i = 0; i < texts.size(); i++) {
        score = score.plus(said.get(i), texts.get(i).text());
      }
      return score;
    }
  }

  /// With one text more.
  SpeechScore plus(String reference, String hypothesis) {
    Alignment aligned = Alignment.ofWords(reference, hypothesis);
    return new SpeechScore(
        utterances + 1,
        words.plus(aligned.rate()),
        characters.plus(Alignment.ofCharacters(reference, hypothesis).rate()),
        perfect + (aligned.rate().errors() == 0 ? 1 : 0),
        worst(aligned));
  }

  /// Of equally wrong ones those that came first stay.
  private List<Alignment> worst(Alignment aligned) {
    List<Alignment> all = new ArrayList<>(worst);
    if (aligned.rate().errors() > 0) {
      all.add(aligned);
    }
    all.sort(Comparator.comparingLong((Alignment each) -> each.rate().errors()).reversed());
    return all.subList(0, Math.min(SHOWN, all.size()));
  }
}
