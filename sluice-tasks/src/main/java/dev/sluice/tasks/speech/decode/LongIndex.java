package dev.sluice.tasks.speech.decode;

import java.util.Arrays;

/// Numbers keys in the order in which they come, from 0 on: a hash table without objects, for tries
/// whose keys are a node and what follows it.
final class LongIndex {
  private static final int ABSENT = -1;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[16];
  private int[] slots = filled(32);
  private int size;

  /// The key of what follows a node.
  static long key(int node, int next) {
    return (long) node << 32 | next;
  }

  int size() {
    return size;
  }

  long keyOf(int number) {
    return keys[number];
  }

  /// The number of a key, or −1.
  int find(long key) {
    int mask = slots.length - 1;
    for (int slot = hash(key) & mask; ; slot = slot + 1 & mask) {
      int number = slots[slot];
      if (number == ABSENT || keys[number] == key) {
        return number;
      }
    }
  }

  /// The number of a key, a new one if it is not there.
  int add(long key) {
    int found = find(key);
    if (found != ABSENT) {
      return found;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size] = key;
    if (2 * size >= slots.length) {
      slots = filled(2 * slots.length);
      for (int number = 0; number < size; number++) {
        place(number);
      }
    }
    place(size);
    return size++;
  }

  private void place(int number) {
    int mask = slots.length - 1;
    int slot = hash(keys[number]) & mask;
    while (slots[slot] != ABSENT) {
      slot = slot + 1 & mask;
    }
    slots[slot] = number;
  }

  private static int hash(long key) {
    long mixed = key * GOLDEN;
    return (int) (mixed ^ mixed >>> 32);
  }

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, ABSENT);
    return slots;
  }
}
