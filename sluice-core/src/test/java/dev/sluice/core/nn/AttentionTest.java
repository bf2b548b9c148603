package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Poisoned;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.oracle.Doubles;
import dev.sluice.testing.oracle.Packing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Attention against its definition in double, pair of steps by pair of steps.
class AttentionTest {
  private static final int[] QUERIES = {3, 0, 5, 2};
  private static final int[] MEMORY = {4, 3, 0, 7};
  private static final int UNITS = 5;

  private final Cases cases = new Cases(3);

  /// Every kind of score.
  enum Kind {
    DOT,
    SCALED,
    ADDITIVE;

    int queryFeatures() {
      return this == ADDITIVE ? 3 : 6;
    }

    Attention create(Parameters parameters) {
      return switch (this) {
        case DOT -> Attention.dot(Attention.Scale.NONE);
        case SCALED -> Attention.dot(Attention.Scale.ROOT_OF_FEATURES);
        case ADDITIVE -> Attention.additive(3, 6, UNITS, parameters.scope("attention"));
      };
    }

    /// @param in queries, memory, W, U, v
    double score(List<Doubles> in, int q, int m) {
      Doubles queries = in.get(0);
      Doubles memory = in.get(1);
      double sum = 0;
      if (this != ADDITIVE) {
        for (int j = 0; j < 6; j++) {
          sum += queries.at(q, j) * memory.at(m, j);
        }
        return this == DOT ? sum : sum / Math.sqrt(6);
      }
      for (int a = 0; a < UNITS; a++) {
        double e = 0;
        for (int j = 0; j < 3; j++) {
          e += in.get(2).at(a, j) * queries.at(q, j);
        }
        for (int j = 0; j < 6; j++) {
          e += in.get(3).at(a, j) * memory.at(m, j);
        }
        sum += in.get(4).at(a) * Math.tanh(e);
      }
      return sum;
    }
  }

  private static Doubles contexts(Kind kind, List<Doubles> in) {
    Packing queryPlan = new Packing(QUERIES);
    Packing memoryPlan = new Packing(MEMORY);
    double[][] rows = new double[queryPlan.rows()][6];
    for (int b = 0; b < QUERIES.length; b++) {
      for (int t = 0; t < QUERIES[b]; t++) {
        double total = 0;
        double[] context = rows[queryPlan.row(b, t)];
        for (int s = 0; s < MEMORY[b]; s++) {
          double weight = Math.exp(kind.score(in, queryPlan.row(b, t), memoryPlan.row(b, s)));
          total += weight;
          for (int j = 0; j < 6; j++) {
            context[j] += weight * in.get(1).at(memoryPlan.row(b, s), j);
          }
        }
        for (int j = 0; j < 6 && total > 0; j++) {
          context[j] /= total;
        }
      }
    }
    return new Doubles(
        new int[] {rows.length, 6}, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
  }

  private Tensor random(int rows, int columns) {
    return rows == 0 ? Tensor.zeros(0, columns) : Tensor.matrix(cases.matrix(rows, columns, 1.5f));
  }

  /// A way to ask.
  private interface Asking {
    Var contexts(Attention attention, SeqVar queries, SeqVar memory);
  }

  @ParameterizedTest
  @EnumSource
  void forwardAndGradients(Kind kind) {
    check(kind, (attention, queries, memory) -> attention.forward(queries, memory).rows());
  }

  @ParameterizedTest
  @EnumSource
  void forwardAndGradientsStepByStep(Kind kind) {
    check(
        kind,
        (attention, queries, memory) ->
            attention.over(memory).attend(queries.rows(), owners(queries.lengths())).contexts());
  }

  private void check(Kind kind, Asking asking) {
    Lengths queryLengths = Lengths.of(QUERIES);
    Lengths memoryLengths = Lengths.of(MEMORY);
    Parameters parameters = Parameters.initialised(Seed.of(2));
    Attention attention = kind.create(parameters);
    Tensor queries = random(queryLengths.rows(), kind.queryFeatures());
    Tensor memory = random(memoryLengths.rows(), 6);
    Tensor weights = random(queryLengths.rows(), 6);
    parameters.complete();
    new LayerCheck(parameters, List.of(queries, memory), weights)
        .check(
            (tape, in) ->
                asking.contexts(
                    attention,
                    new SeqVar(in.get(0), queryLengths),
                    new SeqVar(in.get(1), memoryLengths)),
            in -> contexts(kind, in));
  }

  private static int[] owners(Lengths queries) {
    int[] owners = new int[queries.rows()];
    for (int b = 0; b < queries.batch(); b++) {
      for (int t = 0; t < queries.length(b); t++) {
        owners[queries.row(b, t)] = b;
      }
    }
    return owners;
  }

  @ParameterizedTest
  @EnumSource
  void weightsStepByStepAddUpToOne(Kind kind) {
    Attention attention = kind.create(Parameters.initialised(Seed.of(2)));
    try (Workspace workspace = Poisoned.threads(1)) {
      AttentionMemory.Found found;
      try (Tape tape = workspace.inference()) {
        AttentionMemory memory = attention.over(tape.seq(seq(MEMORY, 6)));
        Tensor query = Tensor.matrix(cases.matrix(3, kind.queryFeatures(), 1));
        found = memory.attend(tape.constant(query), 3, 2, 3);
        Tensor weights = found.weights();
        assertThat(weights.shape().dims()).containsExactly(3, 7);
        for (int r = 0; r < 3; r++) {
          double sum = 0;
          for (int s = 0; s < 7; s++) {
            sum += weights.get(r, s);
            assertThat(weights.get(r, s) > 0).isEqualTo(r != 1);
          }
          assertThat(sum).isCloseTo(r == 1 ? 0 : 1, org.assertj.core.data.Offset.offset(1e-6));
        }
        assertThatThrownBy(() -> memory.attend(tape.constant(query), 3, 2))
            .hasMessageContaining("a row for each owner");
        assertThatThrownBy(() -> memory.attend(tape.constant(query), 3, 2, 4))
            .hasMessage("attention: a query asks sequence 4 of 4; they count from 0");
      }
      assertThatThrownBy(found::weights).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSequenceAloneGetsTheSameBits(Kind kind) {
    Attention attention = kind.create(Parameters.initialised(Seed.of(2)));
    Seq queries = seq(QUERIES, kind.queryFeatures());
    Seq memory = seq(MEMORY, 6);
    try (Workspace workspace = Workspace.threads(1)) {
      float[][][] all = run(attention, workspace, queries, memory);
      for (int b = 0; b < QUERIES.length; b++) {
        Seq query = Seq.of(new float[][][] {queries.sequence(b)}, kind.queryFeatures());
        Seq own = Seq.of(new float[][][] {memory.sequence(b)}, 6);
        Bits.assertEqual("sequence " + b, run(attention, workspace, query, own)[0], all[b]);
      }
    }
  }

  private Seq seq(int[] lengths, int features) {
    float[][][] sequences = new float[lengths.length][][];
    Arrays.setAll(sequences, b -> cases.matrix(lengths[b], features, 1));
    return Seq.of(sequences, features);
  }

  private static float[][][] run(
      Attention attention, Workspace workspace, Seq queries, Seq memory) {
    try (Tape tape = workspace.inference()) {
      return Case.unpack(attention.forward(tape.seq(queries), tape.seq(memory)).copy());
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightsAddUpToOneWhereThereIsMemory(Kind kind) {
    Attention attention = kind.create(Parameters.initialised(Seed.of(2)));
    try (Workspace workspace = Poisoned.threads(1);
        Tape tape = workspace.inference()) {
      Attention.Attended attended =
          attention.attend(tape.seq(seq(QUERIES, kind.queryFeatures())), tape.seq(seq(MEMORY, 6)));
      Tensor weights = attended.weights().copy();
      assertThat(weights.shape().dims()).containsExactly(4, 5, 7);
      for (int b = 0; b < 4; b++) {
        for (int t = 0; t < 5; t++) {
          double sum = 0;
          for (int s = 0; s < 7; s++) {
            sum += weights.get(b, t, s);
            assertThat(weights.get(b, t, s) > 0).isEqualTo(t < QUERIES[b] && s < MEMORY[b]);
          }
          assertThat(sum)
              .isCloseTo(
                  t < QUERIES[b] && MEMORY[b] > 0 ? 1 : 0,
                  org.assertj.core.data.Offset.offset(1e-6));
        }
      }
      assertThat(attended.contexts().copy().sequence(2)).isDeepEqualTo(new float[5][6]);
    }
  }

  @Test
  void oneQueryPerSequenceIsASequenceOfOneStep() {
    Attention attention = Attention.dot(Attention.Scale.NONE);
    float[][] query = cases.matrix(4, 6, 1);
    Seq memory = seq(MEMORY, 6);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      float[][] at =
          Case.rows(
              attention.forward(tape.constant(Tensor.matrix(query)), tape.seq(memory)).copy());
      float[][][] one = new float[4][][];
      Arrays.setAll(one, b -> new float[][] {query[b]});
      float[][][] expected =
          Case.unpack(attention.forward(tape.seq(Seq.of(one, 6)), tape.seq(memory)).copy());
      for (int b = 0; b < 4; b++) {
        Bits.assertEqual("query " + b, at[b], expected[b][0]);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      SeqVar six = tape.seq(seq(MEMORY, 6));
      SeqVar three = tape.seq(seq(QUERIES, 3));
      assertThatThrownBy(() -> Attention.dot(Attention.Scale.NONE).forward(three, six))
          .hasMessage(
              "attention: queries have 3 features and the memory 6, expected 6 and 6 (a dot product needs equally many; use additive, or a Linear before it)");
      assertThatThrownBy(() ->
              Attention.dot(Attention.Scale.NONE).forward(tape.seq(seq(new int[] {1}, 6)), six))
          .hasMessage(
              "attention: 1 sequences of queries and 4 of memory; each query sequence needs its own memory");
      assertThatThrownBy(
              () -> Attention.additive(0, 1, 1, Parameters.initialised(Seed.of(1)).root()))
          .hasMessageContaining("at least 1");
    }
  }
}
