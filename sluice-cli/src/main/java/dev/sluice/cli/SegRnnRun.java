package dev.sluice.cli;

import dev.sluice.tasks.forecast.SegRnn;

/// One training: a field of the table, and by which seed.
record SegRnnRun(SegRnn field, long seed) {}
