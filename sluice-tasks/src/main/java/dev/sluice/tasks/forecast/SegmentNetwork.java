package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Init;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A recurrent stack over segments of w steps, each target by itself (SegRNN, Lin et al. 2023,
/// arXiv 2308.11200).
///
/// ```
/// window [C,D] ─► less its last step ─► segments [C/w·B·D, w] ─► Linear, ReLU ─► stack ─► state [B·D,S]
/// place (position ‖ target) of each segment ahead ─► one step of the same stack from that state, all at once
///   [⌈H/w⌉·B·D, U] ─► dropout ─► Linear ─► [⌈H/w⌉·B·D, w·P] ─► plus the last step ─► [B,H·D·P]
/// straight path, if there is one: the window's last L steps, less its last step [B·D,L]
///   ─► Linear without bias, for each segment ahead ─► plus ─┘
/// ```
///
/// A day of hours in a segment makes 30 steps of 720; nothing is fed back, so errors do not add up
/// over the horizon. The straight path begins at zero, as that of a [PlainNetwork].
final class SegmentNetwork implements ForecastNetwork {
  private final SegmentSpec spec;
  private final Linear segment;
  private final Recurrent stack;
  private final Parameter position;
  private final @Nullable Parameter target;
  private final Linear answer;
  private final @Nullable Parameter straight;

  SegmentNetwork(SegmentSpec spec, Scope scope) {
    this.spec = spec;
    int code = spec.cell().inputSize();
    segment = Linear.create(spec.segment(), code, scope.scope("segment"));
    stack = Recurrent.create(spec.cell(), scope.scope("recurrent"));
    boolean both = spec.place() == Architecture.Place.POSITION_AND_TARGET;
    int share = both ? code / 2 : code;
    position = scope.parameter("position", Shape.of(spec.segmentsAhead(), share), Init.normal(1));
    target =
        both ? scope.parameter("target", Shape.of(spec.targets(), share), Init.normal(1)) : null;
    int values = spec.segment() * spec.output().parts();
    answer = Linear.create(spec.cell().outputSize(), values, scope.scope("answer"));
    straight =
        spec.straightSteps() == 0
            ? null
            : scope.parameter(
                "straight.weight",
                Shape.of(spec.segmentsAhead() * values, spec.straightSteps()),
                Init.zeros());
  }

  /// Of windows that are no whole number of segments long the first steps are not looked at; nor is
  /// what is known of the future.
  @Override
  public Var forward(Tape tape, Seq windows, Tensor known) {
    Segments segments = Segments.of(windows, spec);
    Lengths series = segments.rows().lengths();
    SeqVar coded = code(tape, segments);
    Var start = stack.initialState(tape, series.batch());
    Var hidden = decode(tape, stack.unroll(coded, start).state());
    SeqVar ahead = new SeqVar(hidden, ahead(series)).dropout(spec.dropout());
    Var rows = straight(answer.forward(ahead.rows()), segments.tail());
    Var steps = tape.apply(new SegmentsToSteps(spec, segments.last()), rows);
    return spec.output().parts() == 1 ? steps : Ends.of(steps);
  }

  /// `before` plus what the last steps say: `[⌈H/w⌉·B·D,w·P]`.
  private Var straight(Var before, Tensor tail) {
    if (straight == null) {
      return before;
    }
    Tape tape = before.tape();
    Var weight = tape.parameter(straight);
    Var last = tape.constant(tail);
    int series = tail.shape().dim(0);
    int values = before.shape().dim(1);
    Var[] segments = new Var[spec.segmentsAhead()];
    for (int s = 0; s < segments.length; s++) {
      Var rows = before.slice(0, s * series, (s + 1) * series);
      segments[s] = Ops.addMatmul(rows, last, weight.slice(0, s * values, (s + 1) * values));
    }
    return Ops.concat(0, segments);
  }

  private SeqVar code(Tape tape, Segments segments) {
    return segment.forward(tape.seq(segments.rows())).relu();
  }

  @Override
  public Recurrent stack() {
    return stack;
  }

  @Override
  public SeqVar stackInput(Tape tape, Seq seen) {
    return code(tape, Segments.of(seen, spec));
  }

  /// The segments ahead as sequences of their own, for noise that goes with the sample.
  private Lengths ahead(Lengths series) {
    long[] samples = new long[series.batch()];
    for (int r = 0; r < samples.length; r++) {
      samples[r] = series.sample(r);
    }
    return Lengths.equal(samples.length, spec.segmentsAhead()).samples(samples);
  }

  /// One step from each state for each segment ahead.
  ///
  /// @param state `[B·D,S]`
  /// @return h, `[⌈H/w⌉·B·D,U]`, segment after segment
  private Var decode(Tape tape, Var state) {
    int ahead = spec.segmentsAhead();
    int series = state.shape().dim(0);
    int[] place = new int[ahead * series];
    int[] row = new int[place.length];
    for (int i = 0; i < place.length; i++) {
      place[i] = i / series * spec.targets() + i % series % spec.targets();
      row[i] = i % series;
    }
    SeqVar steps = new SeqVar(Ops.gatherRows(places(tape), place), Lengths.equal(row.length, 1));
    return stack.unroll(steps, Ops.gatherRows(state, row)).outputs().rows();
  }

  /// The decoder's inputs, `[⌈H/w⌉·D,I]`: position after position, and for each target after
  /// target.
  private Var places(Tape tape) {
    int targets = spec.targets();
    int[] positions = new int[spec.segmentsAhead() * targets];
    int[] columns = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i / targets;
      columns[i] = i % targets;
    }
    Var which = Ops.gatherRows(tape.parameter(position), positions);
    return target == null
        ? which
        : Ops.concat(1, which, Ops.gatherRows(tape.parameter(target), columns));
  }
}
