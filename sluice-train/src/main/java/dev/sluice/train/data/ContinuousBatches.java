package dev.sluice.train.data;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/// Long streams in pieces, for truncated back-propagation through time (Williams and Peng 1990).
///
/// ```
/// lane 0   stream 2 [0,T) │ stream 2 [T,2T) │ stream 2 [2T,end) │ stream 0 [0,T) │ …
/// lane 1   stream 1 [0,T) │ stream 1 [T,2T) │ …
///          batch 0          batch 1           batch 2
/// ```
///
/// Row b of every batch is lane b, so the state behind one batch is where the next begins, see
/// [CarriedState]. A piece lies in one stream; a lane that has finished its stream takes the next
/// one. Sample id and row start of a piece are its stream's number and its absolute step. Lanes
/// that find no more stream have length 0 until the epoch ends.
public final class ContinuousBatches implements Dataset<Batch> {
  private final List<Example> streams;
  private final int steps;

  private ContinuousBatches(List<Example> streams, int steps) {
    this.streams = streams;
    this.steps = steps;
  }

  /// Streams with targets per step, cut in pieces of `steps` steps.
  public static ContinuousBatches of(List<Example> streams, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a piece has at least one step, not " + steps);
    }
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i).per() != Per.STEP) {
        throw new IllegalArgumentException(
            "stream " + i + " has one target for the whole; a piece needs targets per STEP");
      }
    }
    return new ContinuousBatches(List.copyOf(streams), steps);
  }

  /// One very long stream as `parts` streams of (nearly) equal length, each with a start of its
  /// own.
  public static List<Example> split(Example stream, int parts) {
    if (stream.per() != Per.STEP || parts < 1 || parts > stream.length()) {
      throw new IllegalArgumentException(
          "a stream of %d steps with targets per %s cannot be split in %d parts"
              .formatted(stream.length(), stream.per(), parts));
    }
    List<Example> result = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) stream.length() * i / parts);
      int to = (int) ((long) stream.length() * (i + 1) / parts);
      result.add(Example.steps(rows(stream.x(), from, to), rows(stream.y(), from, to)));
    }
    return result;
  }

  private static Tensor rows(Tensor tensor, int from, int to) {
    int[] dims = tensor.shape().dims();
    dims[0] = to - from;
    int row = tensor.shape().rank() == 1 ? 1 : tensor.shape().columns();
    return Tensor.of(Shape.of(dims), Arrays.copyOfRange(tensor.data(), from * row, to * row));
  }

  /// @param batchSize B, the number of lanes; fewer if there are fewer streams
  @Override
  public Iterable<Batch> batches(int batchSize, Seed order) {
    return lanes(batchSize, order.named("streams").permutation(streams.size()));
  }

  @Override
  public Iterable<Batch> batches(int batchSize) {
    int[] order = new int[streams.size()];
    Arrays.setAll(order, i -> i);
    return lanes(batchSize, order);
  }

  private Iterable<Batch> lanes(int batchSize, int[] order) {
    Order.batches(0, batchSize); // refuses sizes below 1
    int[] some = Arrays.stream(order).filter(i -> streams.get(i).length() > 0).toArray();
    return () -> new Lanes(Math.min(batchSize, some.length), some);
  }

  /// Known where no lane can take a second stream.
  @Override
  public OptionalLong count(int batchSize) {
    if (batchSize < streams.size()) {
      return OptionalLong.empty();
    }
    int longest = streams.stream().mapToInt(Example::length).max().orElse(0);
    return OptionalLong.of(Math.ceilDiv(longest, steps));
  }

  private final class Lanes implements Iterator<Batch> {
    private final int[] order;
    private final int[] stream; // [B] which stream a lane is in
    private final int[] position; // [B] its next step there
    private int taken;
    private long number;

    Lanes(int lanes, int[] order) {
      this.order = order;
      stream = new int[lanes];
      position = new int[lanes];
      for (int lane = 0; lane < lanes; lane++) {
        stream[lane] = order[taken++];
      }
    }

    /// Moves a lane that is at its stream's end to the next stream.
    private void takeStream(int lane) {
      if (position[lane] == streams.get(stream[lane]).length() && taken < order.length) {
        stream[lane] = order[taken++];
        position[lane] = 0;
      }
    }

    @Override
    public boolean hasNext() {
      for (int lane = 0; lane < stream.length; lane++) {
        if (position[lane] < streams.get(stream[lane]).length()) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all streams have ended");
      }
      List<Piece> pieces = new ArrayList<>();
      for (int lane = 0; lane < stream.length; lane++) {
        Example example = streams.get(stream[lane]);
        int length = Math.min(steps, example.length() - position[lane]);
        pieces.add(new Piece(example, stream[lane], position[lane], length));
        position[lane] += length;
        takeStream(lane);
      }
      return Collate.batch(number++, pieces);
    }
  }
}
