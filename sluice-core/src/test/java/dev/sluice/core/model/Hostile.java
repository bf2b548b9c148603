package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Damage to files, and the two things that must hold for every damaged file: one kind of
/// exception, little memory.
final class Hostile {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Hostile() {}

  /// Reads; returns false if it was refused. The memory taken is at most 1 MiB and 200 times the
  /// file.
  static boolean accepted(Runnable read, long fileBytes, String what) {
    long thread = Thread.currentThread().threadId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    boolean accepted;
    try {
      read.run();
      accepted = true;
    } catch (ModelException e) {
      assertThat(e.getMessage()).as(what).isNotBlank().hasSizeLessThan(1000).doesNotContain("\n");
      accepted = false;
    } catch (RuntimeException | Error e) {
      return fail(what + ": " + e, e);
    }
    long taken = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(taken).as(what + ": bytes allocated").isLessThan((1 << 20) + 200 * fileBytes);
    return accepted;
  }

  /// One to four changes: a flipped bit, a set byte, a cut, an insertion, a copied range.
  static byte[] mutate(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) (bytes[at] ^ 1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "0123456789-{}[]\",:e. n".charAt(random.nextInt(21));
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = splice(bytes, at, at + 1 + random.nextInt(bytes.length - at), at);
        default -> {
          int from = random.nextInt(bytes.length);
          int to = Math.min(bytes.length, from + 1 + random.nextInt(20));
          bytes = splice(bytes, from, to, at);
        }
      }
    }
    return bytes;
  }

  /// `bytes` with its part `from…to` inserted at `at`, or, if `from` is `at`, taken out.
  private static byte[] splice(byte[] bytes, int from, int to, int at) {
    byte[] part = from == at ? new byte[0] : Arrays.copyOfRange(bytes, from, to);
    int rest = from == at ? to : at;
    byte[] result = Arrays.copyOf(bytes, at + part.length + bytes.length - rest);
    System.arraycopy(part, 0, result, at, part.length);
    System.arraycopy(bytes, rest, result, at + part.length, bytes.length - rest);
    return result;
  }
}
