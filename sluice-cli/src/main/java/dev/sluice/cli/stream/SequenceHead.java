package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What lines about sequences begin with: `{"key":"a","target":"OT","time":"2015-12-31"`.
final class SequenceHead {
  private static final byte[] KEY = "{\"key\":".getBytes(US_ASCII);
  private static final byte[] TARGET = ",\"target\":".getBytes(US_ASCII);
  private static final byte[] TIME = ",\"time\":".getBytes(US_ASCII);

  private SequenceHead() {}

  /// @param step whose time is written, if it has one
  static void write(Sequence sequence, int step, AnswerWriter out) {
    out.raw(KEY).string(sequence.key());
    if (sequence.target() != null) {
      out.raw(TARGET).string(sequence.target());
    }
    if (!sequence.times().isEmpty()) {
      out.raw(TIME).string(sequence.times().get(step));
    }
  }
}
