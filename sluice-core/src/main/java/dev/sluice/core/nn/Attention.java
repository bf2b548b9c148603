package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What each query finds in a memory: a mean of the memory's steps, weighted by how well they
/// match.
///
/// ```
/// a_ts = softmax_s score(q_t, m_s)      c_t = Σ_s a_ts·m_s          s only over the memory's own steps
///
/// score(q, m) = q·m                     dot product (Luong et al. 2015, arXiv 1508.04025)
///             = q·m / √F                the same, scaled, for many features
///             = v·tanh(W q + U m)       additive (Bahdanau et al. 2014, arXiv 1409.0473)
/// ```
///
/// A memory of length 0 gives zeros. Nothing beyond a sequence's own length has a weight.
public final class Attention {
  /// Whether a dot product is scaled.
  public enum Scale {
    /// It is not.
    NONE,
    /// Divided by the square root of the number of features.
    ROOT_OF_FEATURES
  }

  private final Scale scale;
  private final @Nullable Additive additive;

  /// W `[A,Q]`, U `[A,M]`, v `[A]`.
  private record Additive(Parameter query, Parameter memory, Parameter score) {}

  private Attention(Scale scale, @Nullable Additive additive) {
    this.scale = scale;
    this.additive = additive;
  }

  /// Attention by dot products: queries and memory have equally many features; there are no
  /// parameters.
  public static Attention dot(Scale scale) {
    return new Attention(scale, null);
  }

  /// Additive attention.
  ///
  /// @param queryFeatures Q
  /// @param memoryFeatures M
  /// @param units A, the size of the common space
  public static Attention additive(int queryFeatures, int memoryFeatures, int units, Scope scope) {
    if (queryFeatures < 1 || memoryFeatures < 1 || units < 1) {
      throw new IllegalArgumentException(
          "attention needs at least 1 query feature, memory feature and unit, not "
              + queryFeatures
              + ", "
              + memoryFeatures
              + " and "
              + units);
    }
    return new Attention(
        Scale.NONE,
        new Additive(
            scope.parameter("query", Shape.of(units, queryFeatures), Init.glorot()),
            scope.parameter("memory", Shape.of(units, memoryFeatures), Init.glorot()),
            scope.parameter(
                "score", Shape.of(units), Init.uniform((float) (1 / StrictMath.sqrt(units))))));
  }

  /// The context of every query step.
  ///
  /// @param queries `[ΣT,Q]`
  /// @param memory `[ΣS,M]`, as many sequences
  /// @return `[ΣT,M]`
  public SeqVar forward(SeqVar queries, SeqVar memory) {
    return attend(queries, memory).contexts();
  }

  /// The context of one query per sequence, as a decoder asks step by step.
  ///
  /// @param query `[B,Q]`
  /// @param memory `[ΣS,M]`
  /// @return `[B,M]`
  public Var forward(Var query, SeqVar memory) {
    return forward(new SeqVar(query, Lengths.equal(query.shape().dim(0), 1)), memory).rows();
  }

  /// A memory to be asked step by step, made ready once.
  ///
  /// @param memory `[ΣS,M]`
  public AttentionMemory over(SeqVar memory) {
    return over(memory, memory);
  }

  /// The same where what queries are compared with is not what they find, as in the general score
  /// of Luong et al. 2015: `q·(W m)` with keys `W m`.
  ///
  /// @param keys `[ΣS,A]`; for additive scores what the attention was made for
  /// @param values `[ΣS,M]`
  public AttentionMemory over(SeqVar keys, SeqVar values) {
    if (!keys.lengths().equals(values.lengths())) {
      throw new IllegalArgumentException(
          "attention: %s of keys and %s of values; each value needs its own key"
              .formatted(keys.lengths(), values.lengths()));
    }
    if (additive == null) {
      return new AttentionMemory(UnaryOperator.identity(), keys, values, null, factor(keys));
    }
    Tape tape = keys.rows().tape();
    Var query = tape.parameter(additive.query);
    return new AttentionMemory(
        queries -> Ops.affine(queries, query, null),
        keys.map(rows -> Ops.affine(rows, tape.parameter(additive.memory), null)),
        values,
        tape.parameter(additive.score),
        1);
  }

  private float factor(SeqVar keys) {
    return scale == Scale.NONE ? 1 : (float) (1 / StrictMath.sqrt(keys.features()));
  }

  /// Contexts together with the weights, to look at.
  public Attended attend(SeqVar queries, SeqVar memory) {
    check(queries, memory);
    MaskedSoftmax softmax = new MaskedSoftmax(queries.lengths(), memory.lengths());
    Var weights = queries.rows().tape().apply(softmax, scores(queries, memory));
    Var contexts = Ops.batchMatmul(weights, memory.toPadded());
    return new Attended(SeqVar.fromPadded(contexts, queries.lengths()), weights);
  }

  /// What [#attend] found.
  ///
  /// @param contexts `[ΣT,M]`
  /// @param weights `[B,T,S]`: of a query step over the memory's steps, adding up to 1; 0 beyond
  ///   both lengths
  public record Attended(SeqVar contexts, Var weights) {}

  /// `[B,T,S]`, undefined beyond the lengths.
  private Var scores(SeqVar queries, SeqVar memory) {
    Tape tape = queries.rows().tape();
    if (additive != null) {
      return tape.apply(
          new AdditiveScores(queries.lengths(), memory.lengths()),
          Ops.affine(queries.rows(), tape.parameter(additive.query), null),
          Ops.affine(memory.rows(), tape.parameter(additive.memory), null),
          tape.parameter(additive.score));
    }
    Var products = Ops.batchMatmulTransposed(queries.toPadded(), memory.toPadded());
    return scale == Scale.NONE ? products : products.scale(factor(queries));
  }

  private void check(SeqVar queries, SeqVar memory) {
    if (queries.lengths().batch() != memory.lengths().batch()) {
      throw new IllegalArgumentException(
          "attention: "
              + queries.lengths().batch()
              + " sequences of queries and "
              + memory.lengths().batch()
              + " of memory; each query sequence needs its own memory");
    }
    int q = additive == null ? memory.features() : additive.query.shape().dim(1);
    int m = additive == null ? memory.features() : additive.memory.shape().dim(1);
    if (queries.features() != q || memory.features() != m) {
      throw new IllegalArgumentException(
          "attention: queries have "
              + queries.features()
              + " features and the memory "
              + memory.features()
              + ", expected "
              + q
              + " and "
              + m
              + (additive == null
                  ? " (a dot product needs equally many; use additive, or a Linear before it)"
                  : ""));
    }
  }
}
