package dev.sluice.tasks.series;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// The text of a CSV file, in bounded memory: strict UTF-8, and refused with its place where a
/// reader of records would read on and on, a quote that is never closed or a line without end.
final class CsvText extends Reader {
  /// Characters of a record.
  private static final int MOST = 1 << 20;

  private static final int BLOCK = 1 << 13;

  /// Where in a field the text is.
  private enum Place {
    START,
    PLAIN,
    QUOTED,
    CLOSED
  }

  private final InputStream in;
  private final String source;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();
  private final CharBuffer chars = CharBuffer.allocate(BLOCK).flip();
  private boolean ended;
  private Place place = Place.START;
  private char before;
  private long line = 1;
  private long recordLine = 1;
  private int recordLength;
  private int field = 1;
  private long quoteLine;

  CsvText(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  @Override
  public int read(char[] to, int offset, int count) throws IOException {
    while (!chars.hasRemaining()) {
      if (!decode()) {
        return -1;
      }
    }
    int length = Math.min(count, chars.remaining());
    chars.get(to, offset, length);
    return length;
  }

  /// Decodes and looks through what comes next; false at the end.
  private boolean decode() throws IOException {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    for (int i = 0; i < chars.length(); i++) {
      look(chars.charAt(i));
    }
    if (chars.hasRemaining()) {
      return true;
    }
    if (result.isError()) {
      throw refused(line, "not UTF-8; save the file as UTF-8");
    }
    if (ended) {
      lookAtEnd();
      return false;
    }
    fill();
    return true;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(0, count)).flip();
  }

  private void look(char c) {
    if (c == 0) {
      throw refused(line, "holds a NUL character: UTF-16, or no text; save the file as UTF-8");
    }
    if (++recordLength > MOST) {
      throw refused(
          recordLine,
          "the line is longer than "
              + MOST
              + " characters; is it a CSV, and is every quote closed?");
    }
    boolean lineEnds = c == '\r' || c == '\n' && before != '\r';
    line += lineEnds ? 1 : 0;
    if (place == Place.QUOTED) {
      place = c == '"' ? Place.CLOSED : Place.QUOTED;
    } else if (c == '\r' || c == '\n') {
      place = Place.START;
      field = 1;
      recordLine = line;
      recordLength = 0;
    } else if (c == ',') {
      place = Place.START;
      field++;
    } else if (c == '"' && place != Place.PLAIN) {
      quoteLine = place == Place.START ? line : quoteLine;
      place = Place.QUOTED;
    } else {
      place = Place.PLAIN;
    }
    before = c;
  }

  private void lookAtEnd() {
    if (place == Place.QUOTED) {
      throw new CsvException(
          source,
          quoteLine,
          field,
          "a quote is opened here and never closed; close it or take it out");
    }
  }

  private CsvException refused(long where, String reason) {
    return new CsvException(source, where, 0, reason);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
