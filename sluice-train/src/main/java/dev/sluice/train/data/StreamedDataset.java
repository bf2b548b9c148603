package dev.sluice.train.data;

import dev.sluice.core.tensor.Seed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/// Examples that do not fit into memory: read anew in every epoch, shuffled within a buffer.
///
/// An iterator that holds a file open closes it itself when it has given its last example; a
/// stopped epoch leaves it unfinished.
public final class StreamedDataset implements Dataset<Batch> {
  private final Supplier<? extends Iterator<Example>> source;
  private final int buffer;
  private final int pool;

  private StreamedDataset(Supplier<? extends Iterator<Example>> source, int buffer, int pool) {
    this.source = source;
    this.buffer = buffer;
    this.pool = pool;
  }

  static StreamedDataset of(Supplier<? extends Iterator<Example>> source, int buffer) {
    if (buffer < 1) {
      throw new IllegalArgumentException("a buffer holds at least one example, not " + buffer);
    }
    return new StreamedDataset(source, buffer, 1);
  }

  /// The same data with similar lengths put together inside the buffer, see
  /// [IndexedDataset#bucketed].
  public StreamedDataset bucketed(int batches) {
    return new StreamedDataset(source, buffer, batches);
  }

  /// How a buffer full of examples is cut into batches.
  private interface Plan {
    int[][] of(List<Example> examples, long buffer);
  }

  @Override
  public Iterable<Batch> batches(int batchSize, Seed order) {
    return read(
        batchSize,
        (examples, number) ->
            Order.shuffled(
                examples.size(),
                batchSize,
                order.at(number),
                new Order.Buckets(pool, i -> examples.get(i).length())));
  }

  @Override
  public Iterable<Batch> batches(int batchSize) {
    return read(batchSize, (examples, number) -> Order.ascending(examples.size(), batchSize));
  }

  private Iterable<Batch> read(int batchSize, Plan plan) {
    // Whole batches, so that only the stream's last one is smaller.
    int capacity = Math.multiplyExact(Order.batches(buffer, batchSize), batchSize);
    return () -> new Reader(source.get(), capacity, plan);
  }

  private static final class Reader implements Iterator<Batch> {
    private final Iterator<Example> stream;
    private final int capacity;
    private final Plan plan;
    private final List<Example> examples = new ArrayList<>();
    private int[][] batches = new int[0][];
    private int next;
    private long first; // id of the buffer's first example
    private long buffers;
    private long number;

    Reader(Iterator<Example> stream, int capacity, Plan plan) {
      this.stream = stream;
      this.capacity = capacity;
      this.plan = plan;
    }

    @Override
    public boolean hasNext() {
      return next < batches.length || stream.hasNext();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the stream has ended");
      }
      if (next == batches.length) {
        fill();
      }
      List<Piece> pieces = new ArrayList<>();
      for (int i : batches[next++]) {
        pieces.add(Piece.whole(examples.get(i), first + i));
      }
      return Collate.batch(number++, pieces);
    }

    private void fill() {
      first += examples.size();
      examples.clear();
      while (examples.size() < capacity && stream.hasNext()) {
        examples.add(stream.next());
      }
      batches = plan.of(examples, buffers++);
      next = 0;
    }
  }
}
