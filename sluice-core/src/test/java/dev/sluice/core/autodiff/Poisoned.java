package dev.sluice.core.autodiff;

/// Workspaces whose buffers are handed out full of NaN, so that a read of what nobody wrote shows.
public final class Poisoned {
  private Poisoned() {}

  /// A workspace of `count` threads.
  public static Workspace threads(int count) {
    Workspace workspace = Workspace.threads(count);
    workspace.compute().arena().poison();
    return workspace;
  }
}
