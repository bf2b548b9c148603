package dev.sluice.core.nn;

import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A memory made ready for queries that come one step at a time, see [Attention#over]: what does
/// not depend on the query is computed once.
public final class AttentionMemory {
  private final UnaryOperator<Var> queries;
  private final SeqVar keys;
  private final SeqVar values;
  private final @Nullable Var score;
  private final float scale;

  /// @param queries `[R,Q]` → `[R,A]`
  /// @param keys `[ΣS,A]`
  /// @param values `[ΣS,M]`
  /// @param score `[A]` of additive scores
  AttentionMemory(
      UnaryOperator<Var> queries, SeqVar keys, SeqVar values, @Nullable Var score, float scale) {
    this.queries = queries;
    this.keys = keys;
    this.values = values;
    this.score = score;
    this.scale = scale;
  }

  /// The lengths of what is remembered.
  public Lengths lengths() {
    return values.lengths();
  }

  /// What each query finds.
  ///
  /// @param query `[R,Q]`
  /// @param owners the sequence of the memory that each row asks, `[R]`; any order, any number of
  ///   times
  /// @return `[R,M]`
  public Found attend(Var query, int... owners) {
    Var q = queries.apply(query);
    if (q.shape().dim(0) != owners.length || q.shape().dim(1) != keys.features()) {
      throw new IllegalArgumentException(
          "attention: queries have shape %s, expected [%d,%d]: a row for each owner, features as the memory's keys"
              .formatted(q.shape(), owners.length, keys.features()));
    }
    for (int owner : owners) {
      if (owner < 0 || owner >= lengths().batch()) {
        throw new IllegalArgumentException(
            "attention: a query asks sequence %d of %d; they count from 0"
                .formatted(owner, lengths().batch()));
      }
    }
    AttentionStep step = new AttentionStep(lengths(), owners.clone(), scale);
    Var contexts =
        score == null
            ? q.tape().apply(step, q, keys.rows(), values.rows())
            : q.tape().apply(step, q, keys.rows(), values.rows(), score);
    return new Found(contexts, step);
  }

  /// What queries found.
  public static final class Found {
    private final Var contexts;
    private final AttentionStep step;

    Found(Var contexts, AttentionStep step) {
      this.contexts = contexts;
      this.step = step;
    }

    /// `[R,M]`
    public Var contexts() {
      return contexts;
    }

    /// A copy of each query's weights over the memory's steps, `[R,S]`, adding up to 1; 0 beyond
    /// the length.
    public Tensor weights() {
      return step.weights();
    }
  }
}
