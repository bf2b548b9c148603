package dev.sluice.cli.reproduce;

import dev.sluice.tasks.forecast.SegRnn;

/// One training: a field of the table, and by which seed.
record SegRnnRun(SegRnn field, long seed) {}
