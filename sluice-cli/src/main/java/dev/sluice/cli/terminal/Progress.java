package dev.sluice.cli.terminal;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// Shows how far long work is: a bar drawn in place for a person, a line now and then elsewhere.
///
/// ```
/// training [█████████░░░░░░░]  60 %  epoch 6/10  loss 0.1042  76 steps/s  38 s left
/// ```
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 16;
  private static final long DRAW_EVERY = 100_000_000L;
  private static final long LINE_EVERY = 5_000_000_000L;

  private final Terminal terminal;
  private final String title;
  private final LongSupplier clock;
  private final long every;
  private long next;
  private int longest;

  /// For work of this title.
  public Progress(Terminal terminal, String title) {
    this(terminal, title, System::nanoTime);
  }

  /// @param clock nanoseconds
  Progress(Terminal terminal, String title, LongSupplier clock) {
    this(terminal, title, clock, terminal.isInteractive() ? 0 : LINE_EVERY);
  }

  /// @param clock nanoseconds
  /// @param first nanoseconds before anything is shown
  Progress(Terminal terminal, String title, LongSupplier clock, long first) {
    this.terminal = terminal;
    this.title = title;
    this.clock = clock;
    this.every = terminal.isInteractive() ? DRAW_EVERY : LINE_EVERY;
    this.next = clock.getAsLong() + first;
  }

  /// Tells how far the work is; shown now and then.
  ///
  /// @param done share of the work done, 0 … 1
  /// @param detail what else to say: an epoch, a loss, a rate
  /// @param secondsLeft empty where unknown
  public void at(double done, String detail, OptionalDouble secondsLeft) {
    long now = clock.getAsLong();
    if (now - next < 0 && done < 1) {
      return;
    }
    show(now, line(done, detail, secondsLeft));
  }

  /// Tells how far work is of which nobody knows the end; shown now and then.
  public void at(String detail) {
    long now = clock.getAsLong();
    if (now - next >= 0) {
      show(now, title + "  " + detail);
    }
  }

  private void show(long now, String line) {
    next = now + every;
    if (terminal.isInteractive()) {
      draw(line);
    } else {
      terminal.say(line);
    }
  }

  /// Over the line that stands there. A line that fills the last column would begin a new one.
  private void draw(String line) {
    String cut = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
    String padding = " ".repeat(Math.max(0, longest - cut.length()));
    longest = cut.length();
    terminal.err().print("\r" + cut + padding);
    terminal.err().flush();
  }

  private String line(double done, String detail, OptionalDouble secondsLeft) {
    int filled = (int) Math.round(done * WIDTH);
    String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    String left =
        done >= 1 || secondsLeft.isEmpty()
            ? ""
            : "  " + duration(secondsLeft.getAsDouble()) + " left";
    return String.format(
        Locale.ROOT, "%s [%s] %3.0f %%  %s%s", title, bar, 100 * done, detail, left);
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h";
  }

  /// Ends the line that is drawn in place; what is told afterwards has another one.
  @Override
  public void close() {
    if (longest > 0) {
      terminal.say("");
      longest = 0;
    }
  }
}
