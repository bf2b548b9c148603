package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program run to its end, with what it printed.
record Command(int exit, String out, String err) {
  /// Runs `words` in `folder`, with `environment` over the one of this process.
  static Command run(Path folder, Map<String, String> environment, List<String> words)
      throws IOException, InterruptedException {
    return start(folder, environment, words).end();
  }

  /// Starts `words`, see [#run].
  static Running start(Path folder, Map<String, String> environment, List<String> words)
      throws IOException {
    var out = Files.createTempFile("command", ".out");
    var err = Files.createTempFile("command", ".err");
    var builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /// A program that runs.
  record Running(Process process, Path out, Path err) {
    private static final long MINUTES = 5;

    /// Sends a signal by its name.
    void signal(String name) throws IOException, InterruptedException {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("it had ended before signal " + name);
      }
    }

    /// Waits for the end.
    Command end() throws IOException, InterruptedException {
      try {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          throw new IllegalStateException("not done after five minutes: " + process.info());
        }
        return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        process.destroyForcibly();
        Files.delete(out);
        Files.delete(err);
      }
    }
  }
}
