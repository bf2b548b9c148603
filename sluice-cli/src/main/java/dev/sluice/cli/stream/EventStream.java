package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;

/// Answers a stream of lines, one after the other, until it ends.
final class EventStream {
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
    lines = new LineReader(source.in(), longestLine, this::pause);
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
    try {
      for (var found = lines.next();
          found != LineReader.Found.END && !out.isLost();
          found = lines.next()) {
        take(found);
      }
    } finally {
      out.flush();
      meter.end();
    }
  }

  /// Whoever waits for the answers gets them before this waits for more events.
  private void pause() {
    meter.hide();
    out.flush();
    meter.show();
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
