package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.terminal.LineReader;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Answers a stream of lines, one after the other, until it ends or is interrupted.
///
/// Whoever works with the answers holds the lock: the stream, but while it waits for input; then an
/// interruption, which has the last word.
final class EventStream implements LineReader.Waiting {
  private static final long PATIENCE_SECONDS = 5;

  private static final byte[] LINE = "{\"line\":".getBytes(US_ASCII);
  private static final byte[] COLUMN = ",\"column\":".getBytes(US_ASCII);
  private static final byte[] ERROR = ",\"error\":".getBytes(US_ASCII);

  private final Events events;
  private final KeyStates states;
  private final WhenBroken whenBroken;
  private final int longestLine;
  private final AnswerWriter out;
  private final LineReader lines;
  private final StreamMeter meter;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean interrupted;
  private boolean ended;

  /// What becomes of a line that cannot be answered.
  enum WhenBroken {
    /// An answer that says why.
    ANSWER,
    /// The end of the stream.
    STOP
  }

  /// @param longestLine bytes of a line
  EventStream(
      Terminal terminal, Events events, KeyStates states, WhenBroken whenBroken, Source source) {
    this.events = events;
    this.states = states;
    this.whenBroken = whenBroken;
    this.longestLine = source.longestLine();
    out = new AnswerWriter(terminal.out());
    meter = new StreamMeter(terminal, states);
    lines = new LineReader(source.in(), longestLine, this);
  }

  /// Where lines come from.
  ///
  /// @param longestLine bytes that a line may have
  record Source(InputStream in, int longestLine) {}

  /// Answers everything.
  ///
  /// @throws IllegalArgumentException if a line is broken and that is to be the end
  /// @throws IOException if the stream cannot be read
  void run() throws IOException {
    Thread hook = new Thread(this::interrupt, "sluice-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    lock.lock();
    try {
      for (var found = lines.next();
          found != LineReader.Found.END && !out.isLost() && !interrupted;
          found = lines.next()) {
        take(found);
      }
    } finally {
      end();
      lock.unlock();
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException interruptedJustNow) {
      return;
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      meter.hide();
      out.flush();
      meter.end();
    }
  }

  /// Ends the stream from another thread: after the event that is being answered, or at once if it
  /// waits for one. Ctrl-C is the usual end of a stream without end.
  void interrupt() {
    interrupted = true;
    try {
      if (lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        try {
          end();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the JVM is going down; nothing is left to wait for
    }
  }

  /// Whoever waits for the answers gets them before this waits for more events.
  @Override
  public void begins() {
    meter.hide();
    out.flush();
    meter.show();
    lock.unlock();
  }

  @Override
  public void ends() {
    lock.lock();
  }

  private void take(LineReader.Found found) {
    try {
      if (found == LineReader.Found.TOO_LONG) {
        throw new BadEvent(
            BadEvent.WHOLE_LINE,
            "the line is longer than %d bytes and was passed over; events of this model are shorter"
                .formatted(longestLine));
      }
      if (lines.isBlank()) {
        return; // nothing happened
      }
      events.read(lines.buffer(), lines.from(), lines.to());
      events.answer(states.of(events.key()), out);
      states.keep();
      meter.answered();
    } catch (BadEvent e) {
      refuse(e);
    }
  }

  private void refuse(BadEvent reason) {
    meter.refused();
    if (whenBroken == WhenBroken.STOP) {
      String column = reason.column() > 0 ? ", column " + reason.column() : "";
      throw new IllegalArgumentException(
          "line " + lines.number() + column + ": " + reason.sentence());
    }
    out.raw(LINE).number(lines.number());
    if (reason.column() > 0) {
      out.raw(COLUMN).number(reason.column());
    }
    out.raw(ERROR).string(reason.sentence()).raw('}').endLine();
  }
}
