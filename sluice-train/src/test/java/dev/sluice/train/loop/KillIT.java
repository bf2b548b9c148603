package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.RandomSeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training process killed at ten random points, some inside a checkpoint's write, ends with the
/// bytes of one that was left alone.
class KillIT {
  private static final long SEED = RandomSeed.forClass(KillIT.class);
  private static final int KILLS = 10;

  @TempDir private Path directory;

  @Test
  void killedTenTimesItEndsWithTheSameBytes() throws Exception {
    Path whole = Files.createDirectory(directory.resolve("whole"));
    Path killed = Files.createDirectory(directory.resolve("killed"));
    KillTarget.train(whole);

    Random random = new Random(SEED);
    int insideAWrite = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long progress = 1L + random.nextInt(KillTarget.STEPS / KILLS - 4);
      Process process = start(killed);
      long until = newest(killed) + progress;
      await(process, () -> newest(killed) >= until);
      if (kill % 2 == 0) {
        await(process, () -> !temporaries(killed).isEmpty());
      } else {
        Thread.sleep(random.nextInt(30));
      }
      process.destroyForcibly(); // SIGKILL
      assertThat(process.waitFor()).as("exit code of a killed process").isNotZero();
      insideAWrite += temporaries(killed).isEmpty() ? 0 : 1;
    }
    assertThat(insideAWrite).as("kills inside the write of a checkpoint").isPositive();

    Process last = start(killed);
    assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(() -> output(last)).isZero();
    assertThat(names(killed)).isEqualTo(names(whole)).hasSize(2);
    for (String name : names(whole)) {
      // Parameters, best parameters, moments and all counters.
      assertThat(Files.mismatch(killed.resolve(name), whole.resolve(name))).as(name).isEqualTo(-1);
    }
  }

  private static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            KillTarget.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static void await(Process process, BooleanSupplier condition)
      throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as(() -> "ended by itself: " + output(process)).isTrue();
      assertThat(System.nanoTime()).as("time").isLessThan(limit);
      Thread.sleep(1);
    }
  }

  private static String output(Process process) {
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long newest(Path directory) {
    return names(directory).stream()
        .filter(name -> name.startsWith("checkpoint-"))
        .map(name -> Long.parseLong(name.substring(11, name.indexOf('.'))))
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  private static List<String> temporaries(Path directory) {
    return names(directory).stream().filter(name -> name.contains(".tmp-")).toList();
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
