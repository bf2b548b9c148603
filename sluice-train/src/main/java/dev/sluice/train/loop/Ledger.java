package dev.sluice.train.loop;

import dev.sluice.core.model.Checkpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The named numbers of a checkpoint, being written or read; doubles go in as their bits.
final class Ledger {
  final Map<String, Long> counters = new LinkedHashMap<>();
  final Map<String, float[]> sections = new LinkedHashMap<>();

  Ledger() {}

  Ledger(Checkpoint checkpoint) {
    counters.putAll(checkpoint.counters());
    sections.putAll(checkpoint.sections());
  }

  void put(String name, long value) {
    counters.put(name, value);
  }

  void putReal(String name, double value) {
    counters.put(name, Double.doubleToRawLongBits(value));
  }

  void put(String name, float[] values) {
    sections.put(name, values);
  }

  boolean has(String counter) {
    return counters.containsKey(counter);
  }

  long counter(String name) {
    return present(name, counters.get(name));
  }

  int small(String name) {
    return Math.toIntExact(counter(name));
  }

  double real(String name) {
    return Double.longBitsToDouble(counter(name));
  }

  OptionalDouble realIfThere(String name) {
    return has(name) ? OptionalDouble.of(real(name)) : OptionalDouble.empty();
  }

  float[] section(String name) {
    return present(name, sections.get(name));
  }

  private static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(
          "the checkpoint has no " + name + ": it is not one of this kind of training");
    }
    return value;
  }
}
