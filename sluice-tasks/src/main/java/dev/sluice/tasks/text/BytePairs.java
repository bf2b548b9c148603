package dev.sluice.tasks.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// Sub-words by byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909) over bytes (Radford et
/// al. 2019): every well-formed text can be written, and comes back as it was.
///
/// Ids 0 to 255 are bytes; each merge adds one. Stored as Hugging Face's `tokenizer.json`.
public final class BytePairs {
  static final int BYTES = 256;

  private final List<Merge> merges;
  private final List<byte[]> tokens = new ArrayList<>();
  private final Map<Merge, Integer> ranks = new HashMap<>();

  /// Two ids that become one.
  record Merge(int left, int right) {}

  /// @param merges in the order in which they were found
  /// @throws IllegalArgumentException if one joins what there is not yet, or stands twice
  BytePairs(List<Merge> merges) {
    this.merges = List.copyOf(merges);
    for (int b = 0; b < BYTES; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    for (Merge merge : merges) {
      int size = tokens.size();
      if (merge.left < 0 || merge.right < 0 || merge.left >= size || merge.right >= size) {
        throw new IllegalArgumentException(
            "merge " + ranks.size() + " joins what there is not yet");
      }
      if (ranks.put(merge, ranks.size()) != null) {
        throw new IllegalArgumentException("merge " + (size - BYTES) + " stands twice");
      }
      byte[] left = tokens.get(merge.left);
      byte[] right = tokens.get(merge.right);
      byte[] joined = java.util.Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, joined, left.length, right.length);
      tokens.add(joined);
    }
  }

  /// Learns the pairs that are most frequent in a text; equal counts by ascending ids, so that
  /// equal texts give equal pairs.
  ///
  /// @param size V, at least 256; fewer come out of a text that has no pair twice
  public static BytePairs train(String text, int size) {
    if (size < BYTES) {
      throw new IllegalArgumentException(
          "a vocabulary of " + size + "; there are " + BYTES + " bytes already");
    }
    return new BytePairs(new BytePairTraining(text).merges(size - BYTES));
  }

  /// V, the number of ids.
  public int size() {
    return tokens.size();
  }

  List<Merge> merges() {
    return merges;
  }

  /// The bytes of an id.
  ///
  /// @throws IllegalArgumentException if there is no such id
  public byte[] bytes(int id) {
    if (id < 0 || id >= tokens.size()) {
      throw new IllegalArgumentException("id " + id + " is not in 0 … " + (tokens.size() - 1));
    }
    return tokens.get(id).clone();
  }

  /// The ids of a text.
  public int[] encode(String text) {
    IntStream.Builder out = IntStream.builder();
    Map<String, int[]> known = new HashMap<>();
    Pretokens.forEach(
        text,
        word -> {
          for (int id : known.computeIfAbsent(word, this::word)) {
            out.add(id);
          }
        });
    return out.build().toArray();
  }

  /// The text of ids; bytes that are no UTF-8 become replacement characters.
  public String decode(int... ids) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int id : ids) {
      out.writeBytes(bytes(id));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// A merge that may be made at a place.
  private record Candidate(int rank, int at, int left, int right) {}

  /// The merges of one word, the earliest learned first, from left to right.
  private int[] word(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    int[] next = new int[bytes.length];
    int[] previous = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes[i] & 0xFF;
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> queue =
        new PriorityQueue<>((a, b) ->
            a.rank != b.rank ? Integer.compare(a.rank, b.rank) : Integer.compare(a.at, b.at));
    for (int i = 0; i + 1 < ids.length; i++) {
      offer(queue, ids, i, i + 1);
    }
    int count = ids.length;
    while (!queue.isEmpty()) {
      Candidate best = queue.remove();
      int right = next[best.at];
      boolean stands = ids[best.at] == best.left && right < ids.length && ids[right] == best.right;
      if (!stands) {
        continue;
      }
      ids[best.at] = BYTES + best.rank;
      ids[right] = -1;
      next[best.at] = next[right];
      if (next[right] < ids.length) {
        previous[next[right]] = best.at;
        offer(queue, ids, best.at, next[right]);
      }
      if (previous[best.at] >= 0) {
        offer(queue, ids, previous[best.at], best.at);
      }
      count--;
    }
    int[] out = new int[count];
    int at = 0;
    for (int i = 0; i < ids.length; i = next[i]) {
      out[at++] = ids[i];
    }
    return out;
  }

  private void offer(PriorityQueue<Candidate> queue, int[] ids, int left, int right) {
    Integer rank = ranks.get(new Merge(ids[left], ids[right]));
    if (rank != null) {
      queue.add(new Candidate(rank, left, ids[left], ids[right]));
    }
  }
}
