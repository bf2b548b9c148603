package dev.sluice.train.loop;

import java.util.OptionalDouble;

/// The losses of an epoch.
///
/// @param epoch counted from 1
/// @param train mean over its batches, each measured before its own step, with noise
/// @param validation mean over the validation data behind the epoch, without noise
public record EpochLoss(int epoch, double train, OptionalDouble validation) {}
