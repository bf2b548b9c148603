package dev.sluice.cli.terminal;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// Tells how far work on many things is, how many are done in a second and how long the rest will
/// take, if all of it takes more than two seconds.
///
/// ```
/// predict [█████████░░░░░░░]  60 %  12,000 lines  3,021 a second  3 s left
/// ```
public final class Pace implements Advance, AutoCloseable {
  private static final long PATIENCE = 2_000_000_000L;

  /// The whole is told by a summary behind it, not by a bar.
  private static final double ALMOST = Math.nextDown(1.0);

  private final Progress progress;
  private final String what;
  private final LongSupplier clock;
  private final long start;

  /// For work during which no data are told.
  ///
  /// @param what things are called: `lines`
  public Pace(Terminal terminal, String title, String what) {
    this(terminal, title, what, System::nanoTime);
  }

  /// @param clock nanoseconds
  Pace(Terminal terminal, String title, String what, LongSupplier clock) {
    this.what = what;
    this.clock = clock;
    progress = new Progress(terminal, title, clock, PATIENCE);
    start = clock.getAsLong();
  }

  /// For work that tells data: silent where a person sees these.
  public static Pace besideData(Terminal terminal, String title, String what) {
    Terminal silent = new Terminal(terminal.out(), new PrintWriter(Writer.nullWriter()), 0);
    return new Pace(terminal.isDataSeen() ? silent : terminal, title, what);
  }

  @Override
  public void at(long count, OptionalDouble share) {
    double seconds = Math.max(1, clock.getAsLong() - start) * 1e-9;
    if (seconds * 1e9 < PATIENCE) {
      return;
    }
    double rate = count / seconds;
    String detail =
        String.format(
            Locale.ROOT,
            rate < 10 ? "%,d %s  %.1f a second" : "%,d %s  %,.0f a second",
            count,
            what,
            rate);
    if (share.isEmpty() || share.getAsDouble() <= 0) {
      progress.at(detail);
      return;
    }
    double done = Math.min(share.getAsDouble(), ALMOST);
    progress.at(done, detail, OptionalDouble.of(seconds * (1 - done) / done));
  }

  /// Told how many of `total` things are done.
  public IntConsumer of(int total) {
    return count -> at(count, OptionalDouble.of((double) count / total));
  }

  /// Ends the line that is drawn in place.
  @Override
  public void close() {
    progress.close();
  }
}
