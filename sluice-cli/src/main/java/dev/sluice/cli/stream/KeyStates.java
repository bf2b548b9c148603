package dev.sluice.cli.stream;

import dev.sluice.core.stream.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state for each key, of which there are no more than allowed.
final class KeyStates {
  private final int most;
  private final WhenFull whenFull;
  private final State zero;
  private final LinkedHashMap<String, State> states =
      new LinkedHashMap<>(16, 0.75f, true); // by last use
  private State fresh; // for the next new key
  private @Nullable String newKey; // whose state it was given as
  private long evicted;

  /// @param most keys at a time
  /// @param zero what a key's state begins as
  KeyStates(int most, WhenFull whenFull, State zero) {
    this.most = most;
    this.whenFull = whenFull;
    this.zero = zero;
    fresh = zero.copy();
  }

  /// The key's state; of a new key a new one, which is forgotten unless [#keep] follows: an event
  /// that is refused in the end takes no other key's place.
  ///
  /// @throws BadEvent if there is no room for a new key
  State of(String key) {
    State known = states.get(key);
    if (known != null) {
      newKey = null;
      return known;
    }
    if (isFull() && whenFull == WhenFull.REFUSE) {
      throw new BadEvent(
          BadEvent.WHOLE_LINE,
          "there are "
              + most
              + " keys already and this one is new; allow more with --max-keys, or drop the least recently used with --when-full evict");
    }
    newKey = key;
    fresh.copyFrom(zero);
    return fresh;
  }

  /// Keeps the state that was given last, instead of that of the key that was not used for longest
  /// if there is no other room.
  void keep() {
    String key = newKey;
    if (key == null) {
      return;
    }
    newKey = null;
    Map.Entry<String, State> eldest = isFull() ? states.pollFirstEntry() : null;
    states.put(key, fresh);
    evicted += eldest == null ? 0 : 1;
    fresh = eldest == null ? zero.copy() : eldest.getValue();
  }

  private boolean isFull() {
    return states.size() >= most;
  }

  /// How many keys there are.
  int size() {
    return states.size();
  }

  /// How many keys were dropped for others.
  long evicted() {
    return evicted;
  }
}
