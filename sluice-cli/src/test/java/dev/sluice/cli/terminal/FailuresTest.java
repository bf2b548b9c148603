package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void whatTheLibrarySaysIsTheSentence() {
    assertThat(Failures.sentence(new ModelException("m is damaged; copy it again")))
        .isEqualTo("m is damaged; copy it again");
    assertThat(Failures.sentence(new IllegalArgumentException("5 features, not 8")))
        .isEqualTo("5 features, not 8");
    assertThat(Failures.sentence(new IllegalStateException("no such kernels")))
        .isEqualTo("no such kernels");
  }

  @Test
  void whatTheFileSystemSaysBecomesOne() {
    assertThat(Failures.sentence(new NoSuchFileException("a.csv")))
        .isEqualTo("a.csv does not exist; check the path");
    assertThat(Failures.sentence(new UncheckedIOException(new AccessDeniedException("/models/x"))))
        .isEqualTo("/models/x may not be read or written; check its permissions");
    assertThat(
            Failures.sentence(
                new FileSystemException("m.training", null, "No space left on device")))
        .isEqualTo("m.training: No space left on device");
    assertThat(Failures.sentence(new InvalidPathException("a\0b", "Nul character not allowed")))
        .isEqualTo("'a?b' is no path of a file: Nul character not allowed; correct it");
    assertThat(Failures.sentence(new IOException("broken")))
        .isEqualTo("input or output failed: broken");
  }

  @Test
  void noMemoryHasACure() {
    assertThat(Failures.sentence(new OutOfMemoryError("Java heap space")))
        .startsWith("memory ran out (Java heap space); give Java more, as in SLUICE_OPTS=-Xmx4g");
  }

  @Test
  void whatNobodyMeantToSayIsABug() {
    for (Throwable bug :
        List.of(
            new NullPointerException("x is null"),
            fails(() -> Integer.parseInt("x")),
            fails(() -> List.of().get(0)),
            new IllegalStateException(),
            new StackOverflowError())) {
      assertThat(Failures.sentence(bug)).startsWith("internal error, please report it");
    }
  }

  @Test
  void aStackTraceOnlyOnDemand() {
    assertThat(report(false)).isEqualTo("sluice: it broke" + System.lineSeparator());
    assertThat(report(true)).startsWith("sluice: it broke").contains("\tat dev.sluice.cli");
  }

  private static String report(boolean debug) {
    StringWriter err = new StringWriter();
    int exit = Failures.report(new ModelException("it broke"), new PrintWriter(err), debug);
    assertThat(exit).isOne();
    return err.toString();
  }

  private static RuntimeException fails(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("it did not fail");
  }
}
