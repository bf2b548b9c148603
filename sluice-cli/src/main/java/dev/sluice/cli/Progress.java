package dev.sluice.cli;

import java.util.Locale;

/// Shows how far long work is: a bar drawn in place for a person, a line now and then elsewhere.
///
/// ```
/// training  [████████████░░░░░░░░]  60 %  epoch 12/20  loss 0.1042  38 s left
/// ```
final class Progress implements AutoCloseable {
  private static final int WIDTH = 24;
  private static final long DRAW_EVERY = 100_000_000L;
  private static final long LINE_EVERY = 5_000_000_000L;

  private final Terminal terminal;
  private final String title;
  private final long started = System.nanoTime();
  private long shown;
  private int longest;

  Progress(Terminal terminal, String title) {
    this.terminal = terminal;
    this.title = title;
    this.shown = terminal.kind() == Terminal.Kind.INTERACTIVE ? 0 : started;
  }

  /// @param done share of the work done, 0 … 1
  /// @param detail what else to say: an epoch, a loss, a rate
  void at(double done, String detail) {
    long now = System.nanoTime();
    boolean interactive = terminal.kind() == Terminal.Kind.INTERACTIVE;
    if (now - shown < (interactive ? DRAW_EVERY : LINE_EVERY) && done < 1) {
      return;
    }
    shown = now;
    String line = line(done, detail, (now - started) * 1e-9);
    if (interactive) {
      String padding = " ".repeat(Math.max(0, longest - line.length()));
      longest = line.length();
      terminal.err().print("\r" + line + padding);
      terminal.err().flush();
    } else {
      terminal.say(line);
    }
  }

  private String line(double done, String detail, double seconds) {
    int filled = (int) Math.round(done * WIDTH);
    String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    String left =
        done <= 0 || done >= 1 ? "" : "  " + duration(seconds * (1 - done) / done) + " left";
    return String.format(
        Locale.ROOT, "%s [%s] %3.0f %%  %s%s", title, bar, 100 * done, detail, left);
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 120 ? whole + " s" : whole / 60 + " min";
  }

  /// Ends the line that is drawn in place.
  @Override
  public void close() {
    if (terminal.kind() == Terminal.Kind.INTERACTIVE && longest > 0) {
      terminal.err().println();
      terminal.err().flush();
    }
  }
}
