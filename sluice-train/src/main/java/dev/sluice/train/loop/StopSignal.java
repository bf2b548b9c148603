package dev.sluice.train.loop;

/// A request to stop, from any thread: training finishes its step, writes a checkpoint where it has
/// a directory, and returns with [Outcome#INTERRUPTED].
public final class StopSignal {
  private volatile State state = State.RUNNING;

  private enum State {
    RUNNING,
    STOPPING
  }

  /// Asks to stop; asking again changes nothing.
  public void request() {
    state = State.STOPPING;
  }

  /// Whether somebody has asked.
  public boolean isRequested() {
    return state == State.STOPPING;
  }
}
