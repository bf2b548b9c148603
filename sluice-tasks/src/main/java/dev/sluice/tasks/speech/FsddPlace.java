package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.StopSignal;

/// Where a training on [Fsdd] computes, and what it tells.
///
/// @param stop what it listens to
public record FsddPlace(Workspace workspace, StopSignal stop, Listener listener) {}
