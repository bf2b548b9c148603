package dev.sluice.core.compute;

/// Shares out loops over independent rows or elements: results do not depend on how they are cut.
public final class Parallel {
  /// Elements below which a second thread costs more than it brings.
  private static final int WORTH_SHARING = 1 << 15;

  private Parallel() {}

  /// A part of a loop.
  @FunctionalInterface
  public interface Part {
    /// Does `[from, to)`; `share` is the number of the share, for scratch of its own.
    void run(int share, int from, int to);
  }

  /// How `count` rows of `width` elements are cut: ask for it to make scratch for each share.
  public static Split split(Compute compute, int count, int width) {
    int shares = (long) count * width < WORTH_SHARING ? 1 : compute.team().size();
    return Split.of(count, 1, shares);
  }

  /// Runs `part` on each share of `split`.
  public static void run(Compute compute, Split split, Part part) {
    compute
        .team()
        .run(split.count(), share -> part.run(share, split.begin(share), split.end(share)));
  }

  /// Runs `part` on `count` rows of `width` elements.
  public static void run(Compute compute, int count, int width, Part part) {
    run(compute, split(compute, count, width), part);
  }
}
