package dev.sluice.cli.reproduce;

import dev.sluice.tasks.music.Chung2014;
import dev.sluice.tasks.music.MusicTraining;

/// One training: a cell on a set, how, and by which seed.
record MusicRun(Chung2014 field, MusicTraining training, long seed) {}
