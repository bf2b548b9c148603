package dev.sluice.core.model.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A decoded text with a reading position, which knows the line and column of every error.
final class JsonText {
  static final int END = -1;

  private final String source;
  private final String text;
  private int at;

  private JsonText(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /// Decodes strictly: malformed bytes and a byte order mark are refused, nothing is replaced.
  static JsonText decode(byte[] utf8, String source) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(in, out, true);
    JsonText text = new JsonText(source, out.flip().toString());
    if (result.isError()) {
      int bad = utf8[in.position()] & 0xff;
      throw text.error(
          text.text.length(),
          "expected UTF-8, found the byte 0x%02x at offset %d; save the file as UTF-8"
              .formatted(bad, in.position()));
    }
    if (text.peek() == '\uFEFF') {
      throw text.error(0, "starts with a byte order mark; save it as UTF-8 without one");
    }
    return text;
  }

  /// The character at the reading position, or [#END].
  int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  /// Moves past one character and returns it, or returns [#END].
  int next() {
    return at < text.length() ? text.charAt(at++) : END;
  }

  /// Moves past `c` if it stands here.
  boolean take(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  /// Moves past `word` if it stands here.
  boolean take(String word) {
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  void skipSpace() {
    int c = peek();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      at++;
      c = peek();
    }
  }

  int position() {
    return at;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /// The error that something else was expected at the reading position.
  JsonException expected(String what) {
    return error(at, "expected " + what + ", found " + found());
  }

  JsonException error(int position, String sentence) {
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    int column = 1 + text.codePointCount(lineStart, position);
    return new JsonException(source + ": line " + line + ", column " + column + ": " + sentence);
  }

  private String found() {
    if (at >= text.length()) {
      return "the end of the text";
    }
    int c = text.codePointAt(at);
    boolean visible = c > ' ' && c != 0x7f && !Character.isISOControl(c);
    return visible ? "'" + Character.toString(c) + "'" : "U+%04X".formatted(c);
  }
}
