package dev.sluice.cli.report;

/// Errors in the target's unit.
///
/// @param count how many values the means are over
/// @param mae mean absolute error
/// @param rmse root of the mean squared error
/// @param coverage share of outcomes inside the 80 % interval, 0 … 1; `NaN` without intervals
public record Score(long count, double mae, double rmse, double coverage) {}
