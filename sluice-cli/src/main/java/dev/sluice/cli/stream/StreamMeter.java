package dev.sluice.cli.stream;

import dev.sluice.cli.terminal.Terminal;
import java.util.Locale;

/// Counts events, and tells how many and how fast: in place while the stream runs at a terminal,
/// and at the end.
final class StreamMeter {
  private static final long EVERY = 200_000_000L;

  private final Terminal terminal;
  private final KeyStates states;
  private final long start = System.nanoTime();
  private long next = start;
  private long answered;
  private long refused;
  private int drawn;

  StreamMeter(Terminal terminal, KeyStates states) {
    this.terminal = terminal;
    this.states = states;
  }

  void answered() {
    answered++;
  }

  void refused() {
    refused++;
  }

  /// Takes the line that is drawn away, so that answers on the same terminal do not mix with it.
  void hide() {
    if (drawn > 0) {
      terminal.err().print("\r" + " ".repeat(drawn) + "\r");
      terminal.err().flush();
      drawn = 0;
    }
  }

  /// Draws the line, if there is a terminal and it is time.
  void show() {
    long now = System.nanoTime();
    if (!terminal.isInteractive() || now - next < 0) {
      return;
    }
    next = now + EVERY;
    String line = line(now);
    String cut = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
    terminal.err().print(cut);
    terminal.err().flush();
    drawn = cut.length();
  }

  /// Tells the result.
  void end() {
    hide();
    terminal.say(line(System.nanoTime()));
  }

  private String line(long now) {
    double seconds = Math.max(now - start, 1) / 1e9;
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s in %.1f s, %,.0f a second; %s",
                count(answered, "event"),
                seconds,
                answered / seconds,
                count(states.size(), "key")));
    if (states.evicted() > 0) {
      line.append(String.format(Locale.ROOT, ", %,d evicted", states.evicted()));
    }
    if (refused > 0) {
      line.append("; ").append(count(refused, "line")).append(" refused");
    }
    return line.toString();
  }

  private static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
