package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;

/// A table with one trained vector per id: `[V,F]`.
public final class Embedding {
  private final Parameter table;

  private Embedding(int vocabulary, int features, Scope scope) {
    table = scope.parameter("weight", Shape.of(vocabulary, features), Init.normal(0.1f));
  }

  /// A table for ids 0 … vocabulary−1.
  public static Embedding create(int vocabulary, int features, Scope scope) {
    return new Embedding(vocabulary, features, scope);
  }

  /// The vectors of the ids of sequences, `[ΣT,F]`.
  ///
  /// @throws IllegalArgumentException if an id is not in the table
  public SeqVar forward(Tape tape, SeqIds ids) {
    return new SeqVar(forward(tape, ids.toArray()), ids.lengths());
  }

  /// The vectors of single ids, `[n,F]`.
  public Var forward(Tape tape, int... ids) {
    int vocabulary = table.shape().dim(0);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= vocabulary) {
        throw new IllegalArgumentException(
            "id "
                + ids[i]
                + " at place "
                + i
                + " is not in the table "
                + table
                + "; ids are 0 … "
                + (vocabulary - 1));
      }
    }
    return Ops.gatherRows(tape.parameter(table), ids);
  }

  /// The table `[V,F]`, to tie an output layer to it.
  public Parameter table() {
    return table;
  }
}
