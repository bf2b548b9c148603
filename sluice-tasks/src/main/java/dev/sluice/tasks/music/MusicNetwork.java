package dev.sluice.tasks.music;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.loop.Network;
import dev.sluice.train.loss.Loss;
import java.util.List;

/// Says at each step how likely each key sounds, from all steps before.
///
/// ```
/// keys of the step before [ΣT,88] ─► dropout ─► recurrent stack [ΣT,H] ─► dropout ─► Linear: logits [ΣT,88]
/// ```
///
/// Given the past the keys are independent of each other (Boulanger-Lewandowski et al. 2012, arXiv
/// 1206.6392; Chung et al. 2014, arXiv 1412.3555).
public final class MusicNetwork implements Network {
  private static final Loss PER_KEY = Loss.binaryCrossEntropy();

  private final MusicSpec spec;
  private final Parameters parameters;
  private final Recurrent stack;
  private final Linear keys;

  private MusicNetwork(MusicSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    stack = Recurrent.create(spec.cell(), parameters.root().scope("recurrent"));
    keys = Linear.create(stack.outputSize(), PianoRoll.KEYS, parameters.root().scope("keys"));
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static MusicNetwork create(MusicSpec spec, Seed seed) {
    return new MusicNetwork(spec, Parameters.initialised(seed));
  }

  /// Sets each key's bias to the log odds with which it sounds in `rolls`, one step of a half added
  /// to both sides. From zeros it takes an optimiser hundreds of steps to learn that most keys are
  /// silent.
  public void beginWith(List<PianoRoll> rolls) {
    int steps = 0;
    int[] sounds = new int[PianoRoll.KEYS];
    for (PianoRoll roll : rolls) {
      for (int t = 0; t < roll.length(); t++) {
        for (int key : roll.keys(t)) {
          sounds[key]++;
        }
      }
      steps += roll.length();
    }
    Floats bias = keys.bias().values();
    for (int key = 0; key < PianoRoll.KEYS; key++) {
      bias.set(key, (float) StrictMath.log((sounds[key] + 0.5) / (steps - sounds[key] + 0.5)));
    }
  }

  /// The negative log-likelihood of a step in nats, summed over its keys; the mean over all steps.
  public static Loss loss() {
    return (logits, target) -> PER_KEY.of(logits, target).scale(PianoRoll.KEYS);
  }

  /// What it computes.
  public MusicSpec spec() {
    return spec;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /// The logits of all keys, `[ΣT,88]`.
  @Override
  public Var forward(Tape tape, Batch batch) {
    SeqVar x = Dropout.of(spec.inputDropout()).forward(tape.seq(batch.x()));
    SeqVar h = Dropout.of(spec.outputDropout()).forward(stack.forward(x));
    return keys.forward(h).rows();
  }

  @Override
  public String toString() {
    return "MusicNetwork[" + spec + ", " + parameters + "]";
  }
}
