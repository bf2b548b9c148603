package dev.sluice.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Series that rise in their second column of numbers, or fall; and models that tell which.
public final class Walks {
  private Walks() {}

  /// A row for each step: walk, class, a column without meaning, the number.
  public static String csv(int count) {
    StringBuilder text = new StringBuilder("walk,gait,noise,height\n");
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < 5; t++) {
        text.append("w%d,%s,%d,0.%d\n".formatted(i, label(i), (7 * i + 3 * t) % 5, height(i, t)));
      }
    }
    return text.toString();
  }

  /// A line for each walk.
  public static String ts(int count) {
    StringBuilder text = new StringBuilder("@classLabel true down up\n@data\n");
    for (int i = 0; i < count; i++) {
      StringBuilder noise = new StringBuilder();
      StringBuilder height = new StringBuilder();
      for (int t = 0; t < 5; t++) {
        noise.append(t == 0 ? "" : ",").append((7 * i + 3 * t) % 5);
        height.append(t == 0 ? "0." : ",0.").append(height(i, t));
      }
      text.append(noise).append(':').append(height).append(':').append(label(i)).append('\n');
    }
    return text.toString();
  }

  private static String label(int i) {
    return i % 2 == 0 ? "up" : "down";
  }

  private static int height(int i, int t) {
    return i % 2 == 0 ? 2 * t : 8 - 2 * t;
  }

  /// Trains on 40 walks of a table.
  public static Path ofTable(Path folder) throws IOException {
    Path data = Files.writeString(folder.resolve("walks.csv"), csv(40));
    return train(folder.resolve("table.sluice"), data, "--series", "walk", "--label", "gait");
  }

  /// Trains on 40 walks in `.ts`.
  public static Path ofTs(Path folder) throws IOException {
    return train(
        folder.resolve("ts.sluice"), Files.writeString(folder.resolve("walks.ts"), ts(40)));
  }

  private static Path train(Path model, Path data, Object... more) {
    Object[] words = {
      "train",
      "classify",
      "--data",
      data,
      "--out",
      model,
      "--hidden",
      8,
      "--dropout",
      0,
      "--epochs",
      15,
      "--rate",
      0.02,
      "--batch",
      4
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    Sluice trained = Sluice.run(all);
    assertThat(trained.exit()).as(trained.err()).isZero();
    return model;
  }
}
