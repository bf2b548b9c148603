package dev.sluice.cli.stream;

import dev.sluice.core.stream.State;
import java.util.LinkedHashMap;
import java.util.Map;

/// A state for each key, of which there are no more than allowed.
final class KeyStates {
  private final int most;
  private final WhenFull whenFull;
  private final State zero;
  private final LinkedHashMap<String, State> states =
      new LinkedHashMap<>(16, 0.75f, true); // by last use
  private long evicted;

  /// @param most keys at a time
  /// @param zero what a key's state begins as
  KeyStates(int most, WhenFull whenFull, State zero) {
    this.most = most;
    this.whenFull = whenFull;
    this.zero = zero;
  }

  /// The key's state, which is a new one for a new key.
  ///
  /// @throws BadEvent if there is no room for a new key
  State of(String key) {
    State known = states.get(key);
    if (known != null) {
      return known;
    }
    State state = states.size() < most ? zero.copy() : replaced();
    states.put(key, state);
    return state;
  }

  /// The state of the key that was not used for longest, for another key.
  private State replaced() {
    Map.Entry<String, State> eldest = whenFull == WhenFull.EVICT ? states.pollFirstEntry() : null;
    if (eldest == null) {
      throw new BadEvent(
          BadEvent.WHOLE_LINE,
          "there are "
              + most
              + " keys already and this one is new; allow more with --max-keys, or drop the least recently used with --when-full evict");
    }
    evicted++;
    State state = eldest.getValue();
    state.copyFrom(zero);
    return state;
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
