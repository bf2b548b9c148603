package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.AttentionMemory;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Writes for several sources at once, following the K likeliest beginnings of each.
///
/// A row of the decoder is a beginning; rows of one source stand together, and every row knows its
/// source, so sources that are done just fall away. What is written for a source does not depend on
/// the sources beside it.
final class BeamSearch {
  private static final int STEPS_OF_A_TAPE = 16;

  private final TranslatorNetwork network;
  private final Search search;
  private final int never;

  /// @param never the id that is not chosen, or −1
  BeamSearch(TranslatorNetwork network, Search search, int never) {
    this.network = network;
    this.search = search;
    this.never = never;
  }

  /// A text that ended.
  record Ended(Hypothesis last, double score, Translation.Ending ending) {}

  /// A way to go on.
  private record Way(int row, int id, double gain, double logLikelihood) {}

  /// What goes on for one source, and what has ended.
  private final class Beam {
    final int source;
    final int limit;
    final List<Hypothesis> alive = new ArrayList<>();
    final List<Ended> ended = new ArrayList<>();
    int firstRow;

    Beam(int source, int symbols) {
      this.source = source;
      this.limit = search.limit(symbols);
      alive.add(Hypothesis.begin(network.border()));
    }

    /// Chooses among the ways of all its rows; gives the row that each new one comes from.
    List<Integer> goOn(List<Way> ways, Optional<Tensor> weights, Lengths sources) {
      ways.sort(Comparator.comparingDouble(Way::logLikelihood).reversed());
      List<Hypothesis> next = new ArrayList<>();
      List<Integer> parents = new ArrayList<>();
      for (int rank = 0; rank < ways.size() && next.size() < search.beam(); rank++) {
        Way way = ways.get(rank);
        float[] looked = looked(weights, way.row, sources);
        Hypothesis one = alive.get(way.row - firstRow).with(way.id, way.gain, looked);
        if (way.id != network.border()) {
          next.add(one);
          parents.add(way.row);
        } else if (rank < search.beam()) {
          end(one, Translation.Ending.COMPLETE);
        }
      }
      alive.clear();
      alive.addAll(next);
      if (isDone()) {
        parents.clear();
        alive.clear();
      }
      return parents;
    }

    /// As many have ended as are followed, and the best of them is better than the best that goes
    /// on would be if it ended next at no cost (one that is followed alone is done when it ends).
    private boolean isDone() {
      if (alive.isEmpty() || search.beam() == 1 && !ended.isEmpty()) {
        return true;
      }
      Hypothesis best = alive.getFirst();
      double hope = search.score(best.logLikelihood(), best.length() + 1);
      return ended.size() >= search.beam() && ended.stream().anyMatch(one -> one.score >= hope);
    }

    private boolean isAtLimit() {
      return !alive.isEmpty() && alive.getFirst().length() >= limit;
    }

    /// All that go on have to end, and pay for it as others do: else a loop, which costs next to
    /// nothing, would win by its length.
    void cut(Candidates candidates, Tensor logits, Optional<Tensor> weights, Lengths sources) {
      for (int i = 0; i < alive.size(); i++) {
        int row = firstRow + i;
        double gain = candidates.logLikelihood(logits, row, network.border());
        end(
            alive.get(i).with(network.border(), gain, looked(weights, row, sources)),
            Translation.Ending.CUT);
      }
      alive.clear();
    }

    private float[] looked(Optional<Tensor> weights, int row, Lengths sources) {
      return weights.map(all -> row(all, row, sources.length(source))).orElse(new float[0]);
    }

    private void end(Hypothesis one, Translation.Ending ending) {
      ended.add(new Ended(one, search.score(one.logLikelihood(), one.length()), ending));
    }

    /// The best first.
    List<Ended> best() {
      return ended.stream()
          .sorted(Comparator.comparingDouble(Ended::score).reversed())
          .limit(search.beam())
          .toList();
    }
  }

  private static float[] row(Tensor matrix, int row, int length) {
    int width = matrix.shape().dim(1);
    return Arrays.copyOfRange(matrix.data(), row * width, row * width + length);
  }

  /// The best texts for each source, at most K.
  List<List<Ended>> run(SeqIds sources, Workspace workspace) {
    Lengths lengths = sources.lengths();
    List<Beam> beams = new ArrayList<>();
    for (int i = 0; i < lengths.batch(); i++) {
      beams.add(new Beam(i, lengths.length(i)));
    }
    Candidates candidates =
        new Candidates(
            KernelChoice.current().kernels(), network.spec().target(), search.beam() + 1, never);
    Seq memory;
    Told told;
    try (Tape tape = workspace.inference()) {
      SeqVar read = network.memory(tape, sources);
      memory = read.copy();
      told = Told.of(network.decoder().read(read).begin(owners(beams)));
    }
    while (isAlive(beams)) {
      told = someSteps(beams, candidates, memory, told, workspace);
    }
    return beams.stream().map(Beam::best).toList();
  }

  /// What rows carry from one tape to the next.
  private record Told(Tensor state, Tensor said) {
    static Told of(Decoder.Carry carry) {
      return new Told(carry.state().copy(), carry.said().copy());
    }

    Decoder.Carry on(Tape tape) {
      return new Decoder.Carry(tape.constant(state), tape.constant(said));
    }
  }

  private static boolean isAlive(List<Beam> beams) {
    return beams.stream().anyMatch(beam -> !beam.alive.isEmpty());
  }

  /// A tape holds all that it computed, so it is left after some steps: memory does not grow with
  /// the length of what is written.
  private Told someSteps(
      List<Beam> beams, Candidates candidates, Seq memory, Told told, Workspace workspace) {
    try (Tape tape = workspace.inference()) {
      Decoder.Reading reading = network.decoder().read(tape.seq(memory));
      Decoder.Carry carry = told.on(tape);
      for (int i = 0; i < STEPS_OF_A_TAPE && isAlive(beams); i++) {
        int[] before =
            beams.stream().flatMap(beam -> beam.alive.stream()).mapToInt(Hypothesis::id).toArray();
        Decoder.Step step = reading.next(network.embedTarget(tape, before), carry, owners(beams));
        Optional<Tensor> weights = step.found().map(AttentionMemory.Found::weights);
        Tensor logits = network.logits(step.carry().said()).copy();
        int[] parents = goOn(beams, candidates, logits, weights, memory.lengths());
        carry =
            new Decoder.Carry(
                Ops.gatherRows(step.carry().state(), parents),
                Ops.gatherRows(step.carry().said(), parents));
      }
      return Told.of(carry);
    }
  }

  private int[] goOn(
      List<Beam> beams,
      Candidates candidates,
      Tensor logits,
      Optional<Tensor> weights,
      Lengths lengths) {
    List<Integer> parents = new ArrayList<>();
    int row = 0;
    for (Beam beam : beams) {
      beam.firstRow = row;
      if (beam.isAtLimit()) {
        row += beam.alive.size();
        beam.cut(candidates, logits, weights, lengths);
        continue;
      }
      List<Way> ways = new ArrayList<>();
      for (Hypothesis one : beam.alive) {
        int from = row++;
        candidates.forEach(
            logits,
            from,
            (id, gain) -> ways.add(new Way(from, id, gain, one.logLikelihood() + gain)));
      }
      if (!ways.isEmpty()) {
        parents.addAll(beam.goOn(ways, weights, lengths));
      }
    }
    return parents.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The source of each row.
  private static int[] owners(List<Beam> beams) {
    return beams.stream()
        .flatMapToInt(beam -> beam.alive.stream().mapToInt(one -> beam.source))
        .toArray();
  }
}
