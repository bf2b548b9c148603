package dev.sluice.train.data;

import dev.sluice.core.tensor.Seed;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What a network learns from, handed out in batches of type `B`.
///
/// Every example comes exactly once per epoch (but see [IndexedDataset#perEpoch]); the last batch
/// may be smaller.
public interface Dataset<B> {
  /// The batches of one epoch in an order that `order` alone decides.
  ///
  /// @param batchSize examples per batch, at least 1
  /// @param order the epoch's key: `seed.at(epoch)`
  Iterable<B> batches(int batchSize, Seed order);

  /// The batches in the data's own order: for validation.
  Iterable<B> batches(int batchSize);

  /// How many batches there are, empty where only reading all would tell.
  default OptionalLong count(int batchSize) {
    return OptionalLong.empty();
  }

  /// The batch of an epoch that takes the most memory, where that is known without making them all:
  /// for predictions.
  ///
  /// @param order as for [#batches(int,Seed)]
  default Optional<B> heaviest(int batchSize, Seed order) {
    return Optional.empty();
  }

  /// Examples in memory. The list may compute them when asked; only their lengths are asked for
  /// before, and only by [IndexedDataset#bucketed].
  ///
  /// @throws IllegalArgumentException when batches are made, if examples do not fit each other or
  ///   hold NaN or an infinity, naming the example
  static IndexedDataset<Batch> of(List<Example> examples) {
    return IndexedDataset.of(
            examples.size(),
            (items, number) ->
                Collate.batch(
                    number,
                    Arrays.stream(items).mapToObj(i -> Piece.whole(examples.get(i), i)).toList()))
        .lengths(i -> examples.get(i).length());
  }

  /// Examples that are read anew in every epoch, of which only `buffer` are in memory.
  ///
  /// @param source opens the stream; the same examples in the same order each time
  /// @param buffer how many examples are shuffled (and may be bucketed) among each other
  static StreamedDataset streamed(Supplier<? extends Iterator<Example>> source, int buffer) {
    return StreamedDataset.of(source, buffer);
  }
}
