package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.GruSpec;

/// The network of a forecaster, without its numbers.
///
/// @param cell the GRU over the seen days
/// @param horizon H, days ahead
/// @param targets D, columns to forecast
/// @param headDropout rate of dropout on the GRU's last state
public record ForecastSpec(GruSpec cell, int horizon, int targets, float headDropout) {}
