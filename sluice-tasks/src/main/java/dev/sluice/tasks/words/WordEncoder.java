package dev.sluice.tasks.words;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Embedding;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.WordList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A vector for each word of a sentence: what is known of the word, beside what its letters say,
/// which is all there is of a word that training did not see (Ling et al. 2015, arXiv 1508.02096;
/// Plank, Søgaard and Goldberg 2016, arXiv 1604.05529).
///
/// ```
/// words     [ΣT] ─► Embedding ──────────────────────────────────────► [ΣT,E] ┐
/// spellings [U] of characters ─► Embedding ─► BiGRU ─► both ends [U,2S] ─► [ΣT,2S] ┴─► [ΣT,E+2S]
/// ```
public final class WordEncoder {
  /// Where in its scope the recurrent layer over characters is.
  static final String SPELLING = "spelling";

  private final WordEncoderSpec spec;
  private final Embedding words;
  private final @Nullable Spelling spelling;

  private record Spelling(Embedding characters, Recurrent stack) {}

  private WordEncoder(WordEncoderSpec spec, Scope scope) {
    this.spec = spec;
    words = Embedding.create(spec.words(), spec.size(), scope.scope("words"));
    spelling =
        spec.spelling()
            .map(cell ->
                new Spelling(
                    Embedding.create(
                        spec.characters(), spec.characterSize(), scope.scope("characters")),
                    Gru.create(cell, scope.scope(SPELLING))))
            .orElse(null);
  }

  /// With parameters of its own.
  public static WordEncoder create(WordEncoderSpec spec, Scope scope) {
    return new WordEncoder(spec, scope);
  }

  /// The vectors, `[ΣT,E+2S]`.
  public SeqVar forward(Tape tape, WordBatch batch) {
    Var known = words.forward(tape, forget(tape.noise(), batch));
    if (spelling == null) {
      return new SeqVar(known, batch.lengths());
    }
    int s = spec.spellingUnits();
    SeqVar read = spelling.stack.forward(spelling.characters.forward(tape, batch.spellings()));
    Var ends = Ops.concat(1, read.last().slice(1, 0, s), read.first().slice(1, s, 2 * s));
    Var spelled = Ops.gatherRows(ends, batch.spelled());
    return new SeqVar(Ops.concat(1, known, spelled), batch.lengths());
  }

  /// Words, of which training takes some for unknown ones, so that it learns what these are like;
  /// which ones depends on the sample and the step alone.
  private int[] forget(Optional<Seed> noise, WordBatch batch) {
    if (noise.isEmpty() || spec.forgetting() == 0) {
      return batch.words();
    }
    Lengths lengths = batch.lengths();
    int[] ids = batch.words();
    for (int i = 0; i < lengths.batch(); i++) {
      Seed sample = noise.get().at(lengths.sample(i));
      for (int t = 0; t < lengths.length(i); t++) {
        if (sample.uniform(lengths.start(i) + t) < spec.forgetting()) {
          ids[lengths.row(i, t)] = WordList.OTHER;
        }
      }
    }
    return ids;
  }
}
