package dev.sluice.tasks.speech;

import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.FeatureStream;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.speech.decode.GreedyStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes down a sound while it goes on; for one sound, by one thread at a time.
///
/// ```
/// samples ─► AudioInput: step [S·D] ─► Stepper, state carried: h [H] ─► Linear: scores [K] ─► greedy: words
/// ```
///
/// A word is told as soon as the network says it: nothing said is taken back. It is the same text
/// as of the whole recording ([Decoding#greedy]), bit for bit, however the samples come.
public final class Listener {
  private final Recogniser model;
  private final FeatureStream features;
  private final Stepper stepper;
  private final State state;
  private final float[] hidden;
  private final GreedyStream words;
  private float[] waiting = new float[0];
  private int steps;
  private final int rate;

  Listener(Recogniser model, int rate) {
    this.model = model;
    this.rate = rate;
    stepper = model.streamed().stepper();
    state = stepper.zeroState();
    hidden = new float[stepper.outputSize()];
    words = Words.decoder(model).stream();
    features = model.input().stream(rate, this::step);
  }

  private void step(float[] step) {
    stepper.step(step, state, hidden);
    int end = (steps + 1) * hidden.length;
    if (waiting.length < end) {
      waiting = Arrays.copyOf(waiting, Math.max(end, 2 * waiting.length));
    }
    System.arraycopy(hidden, 0, waiting, end - hidden.length, hidden.length);
    steps++;
  }

  /// More of the sound, and the words that it completes.
  ///
  /// @param samples about in [-1,1]
  /// @param to behind the last
  /// @throws IllegalArgumentException if a sample is not finite
  public List<SpokenWord> hear(float[] samples, int from, int to) {
    features.push(samples, from, to);
    return said();
  }

  /// The end of the sound, and the words that were open.
  public List<SpokenWord> finish() {
    float[] tail = Sound.silence(model.input().tail(), rate).samples();
    features.push(tail, 0, tail.length);
    features.finish();
    List<SpokenWord> last = said();
    words.finish().forEach(word -> last.add(Words.spoken(word, model)));
    return last;
  }

  /// One product for all steps that samples completed.
  private List<SpokenWord> said() {
    List<SpokenWord> said = new ArrayList<>();
    if (steps > 0) {
      Tensor scores = model.logProbabilitiesOf(Arrays.copyOf(waiting, steps * hidden.length));
      words.push(scores.data()).forEach(word -> said.add(Words.spoken(word, model)));
      steps = 0;
    }
    return said;
  }
}
