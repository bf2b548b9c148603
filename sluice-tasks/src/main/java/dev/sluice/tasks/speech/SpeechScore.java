package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.score.Alignment;
import dev.sluice.tasks.speech.score.ErrorRate;
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

  /// Writes down all and compares.
  ///
  /// @param done told how many are written down
  public static SpeechScore of(
      Recogniser model,
      List<Utterance> utterances,
      Decoding how,
      Workspace workspace,
      IntConsumer done) {
    SpeechScore score = NONE;
    for (int from = 0; from < utterances.size(); from += TOGETHER) {
      List<Utterance> group =
          utterances.subList(from, Math.min(utterances.size(), from + TOGETHER));
      List<Sound> sounds = new ArrayList<>();
      group.forEach(each -> sounds.add(each.sound().get()));
      List<Transcript> texts = model.transcribe(sounds, how, workspace);
      for (int i = 0; i < texts.size(); i++) {
        score = score.plus(group.get(i).text(), texts.get(i).text());
      }
      done.accept(from + group.size());
    }
    return score;
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
