package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.series.Windows;
import java.util.HashMap;
import java.util.Map;

/// Goes through the past of some windows and through them, group after group by rising origin, so
/// that their answers get the factors of [Intervals#RECENT].
record IntervalReplay(ForecastModel model, double rate) {
  /// Hears of the answers.
  interface Sink {
    /// @param i the window
    /// @param answer `[H·D·3]`, standardised; used again for the next
    /// @param actual `[H·D]`, standardised, `NaN` where missing or open
    /// @param learnt steps with outcomes that the group's factors rest on
    void on(int i, float[] answer, float[] actual, int learnt);
  }

  IntervalReplay(ForecastModel model) {
    this(model, IntervalTracker.RATE);
  }

  /// Replays. Every window is answered from its own context alone.
  void run(Workspace workspace, Windows windows, Sink sink) {
    Windows replayed = windows.withPast(windows.window().horizon() + IntervalTracker.PAST);
    Map<Long, Integer> numbers = new HashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      numbers.put(windows.id(i), i);
    }
    int size = model.spec().horizon() * model.spec().targets();
    var group = new Group();
    model.answers(
        workspace,
        replayed,
        (i, answer, scales, batch, row) -> {
          int origin = replayed.originIndex(i);
          group.reach(replayed.group(i), origin);
          float[] actual = new float[size];
          System.arraycopy(batch.targets().data(), row * size, actual, 0, size);
          group.tracker.issue(origin, answer, actual);
          Integer number = numbers.get(replayed.id(i));
          if (number != null) {
            group.tracker.widen(answer);
            sink.on(number, answer, actual, group.tracker.learnt());
          }
        });
  }

  /// The group that is replayed just now, and how far.
  private final class Group {
    private int index = -1;
    private int time;
    private IntervalTracker tracker = fresh();

    private IntervalTracker fresh() {
      return new IntervalTracker(model.spec().horizon(), model.spec().targets(), rate);
    }

    void reach(int other, int origin) {
      if (other != index) {
        index = other;
        time = origin;
        tracker = fresh();
      }
      while (time < origin) {
        tracker.learn(++time);
      }
    }
  }
}
