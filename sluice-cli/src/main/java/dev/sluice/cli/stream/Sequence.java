package dev.sluice.cli.stream;

import dev.sluice.core.tensor.Seq;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sequence to look into.
///
/// @param key what it is called
/// @param target of a forecaster that reads each target by itself, else null
/// @param times of its steps, or of the last row in each, as a series writes them; empty where
///   there are none
/// @param x what the recurrent stack reads, one sequence `[T,I]`
record Sequence(String key, @Nullable String target, List<String> times, Seq x) {}
