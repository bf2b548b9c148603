package dev.sluice.cli.reproduce;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Fsdd;
import dev.sluice.tasks.speech.Listener;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpokenWord;
import dev.sluice.tasks.speech.Transcript;
import dev.sluice.tasks.speech.score.Alignment;
import dev.sluice.tasks.speech.score.ErrorRate;
import java.util.ArrayList;
import java.util.List;

/// What a recogniser wrote down of strings of digits.
///
/// @param wrong the share of words
/// @param delays of right words heard while spoken, in seconds
/// @param speed seconds of sound in a second
record FsddHeard(double wrong, List<Double> delays, double speed) {
  /// As samples come from a microphone: a hundredth of a second.
  private static final int CHUNK = Fsdd.RATE / 100;

  /// Whole strings, one after the other.
  static FsddHeard offline(Recogniser model, List<Fsdd.Digits> strings, Workspace workspace) {
    List<Sound> sounds = strings.stream().map(Fsdd.Digits::sound).toList();
    long start = System.nanoTime();
    List<Transcript> texts = model.transcribe(sounds, Decoding.greedy(), workspace);
    double seconds = (System.nanoTime() - start) * 1e-9;
    ErrorRate words = ErrorRate.NONE;
    for (int i = 0; i < strings.size(); i++) {
      List<String> said = texts.get(i).words().stream().map(SpokenWord::word).toList();
      words = words.plus(Alignment.of(strings.get(i).words(), said).rate());
    }
    return new FsddHeard(words.rate(), List.of(), length(strings) / seconds);
  }

  /// While they are spoken, a hundredth of a second at a time. A word that is said in the silence
  /// behind the sound has waited for so much of it.
  static FsddHeard listening(Recogniser model, List<Fsdd.Digits> strings) {
    ErrorRate words = ErrorRate.NONE;
    List<Double> delays = new ArrayList<>();
    long nanos = 0;
    for (Fsdd.Digits string : strings) {
      float[] samples = string.sound().samples();
      List<SpokenWord> said = new ArrayList<>();
      List<Double> moments = new ArrayList<>();
      long start = System.nanoTime();
      Listener listener = model.listener(Fsdd.RATE);
      for (int from = 0; from < samples.length; from += CHUNK) {
        int to = Math.min(samples.length, from + CHUNK);
        for (SpokenWord word : listener.hear(samples, from, to)) {
          said.add(word);
          moments.add((double) to / Fsdd.RATE);
        }
      }
      for (SpokenWord word : listener.finish()) {
        said.add(word);
        moments.add(last(word, (double) samples.length / Fsdd.RATE));
      }
      nanos += System.nanoTime() - start;
      Alignment alignment =
          Alignment.of(string.words(), said.stream().map(SpokenWord::word).toList());
      words = words.plus(alignment.rate());
      addDelays(alignment, moments, string.ends(), delays);
    }
    return new FsddHeard(words.rate(), delays, length(strings) / (nanos * 1e-9));
  }

  /// Adds the delays of the words that were understood.
  ///
  /// @param alignment of what was said and what was heard
  /// @param moments when each heard word came, in seconds
  /// @param ends of each said word, in seconds When a word came that was not there when the sound
  ///   ended.
  ///
  /// @param end of the sound
  static double last(SpokenWord word, double end) {
    return Math.max(end, word.end());
  }

  static void addDelays(
      Alignment alignment, List<Double> moments, List<Double> ends, List<Double> delays) {
    int said = 0;
    int heard = 0;
    for (Alignment.Step step : alignment.steps()) {
      if (step.kind() == Alignment.Kind.MATCH) {
        delays.add(moments.get(heard) - ends.get(said));
      }
      said += step.kind() == Alignment.Kind.INSERTION ? 0 : 1;
      heard += step.kind() == Alignment.Kind.DELETION ? 0 : 1;
    }
  }

  private static double length(List<Fsdd.Digits> strings) {
    return strings.stream().mapToDouble(each -> each.sound().seconds()).sum();
  }
}
