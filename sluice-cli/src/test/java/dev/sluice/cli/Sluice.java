package dev.sluice.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A call of the command in this process: how it ended and what it printed.
public record Sluice(int exit, String out, String err) {
  /// Without input.
  public static Sluice run(Object... words) {
    return reading(InputStream.nullInputStream(), words);
  }

  /// With `input` on standard input.
  public static Sluice reading(String input, Object... words) {
    return reading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
  }

  /// With `input` on standard input.
  public static Sluice reading(InputStream input, Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    int exit = Main.run(input, new PrintWriter(out), new PrintWriter(err), args);
    return new Sluice(exit, out.toString(), err.toString());
  }

  /// Lines, of which each comes after a while, in milliseconds.
  @SuppressWarnings("JdkObsolete") // the enumeration that SequenceInputStream asks for
  public static InputStream slowly(long after, String... lines) {
    Iterator<String> rest = Arrays.asList(lines).iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return rest.hasNext();
          }

          @Override
          public InputStream nextElement() {
            LockSupport.parkNanos(1_000_000 * after);
            return new ByteArrayInputStream((rest.next() + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /// What was said on standard error, without its last line end.
  public String said() {
    return err.strip();
  }

  /// The lines on standard output.
  public List<String> lines() {
    return out.lines().toList();
  }
}
