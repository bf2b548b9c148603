/// Forecasting of daily series of one or more groups (cities, shops, sensors).
///
/// ```
/// CSV ─► Series ─► Windows ─► WindowSplit ─┬─► FeatureEncoder ─► WindowBatch ─► Forecaster ─► Trainer
///        [days,F] per group  [C days → H]  │                                      │ freeze
///                                          │    directory ◄─ save, load ─► ForecastModel ─► Forecasts ─┐
///                                          │    raw days ─► ForecastStepper ◄─┘ ─► Forecast            │
///                                          └─► Baseline ─► Forecasts ─► ForecastMetrics, ForecastTable ◄┘
/// ```
///
/// [WeatherDemo] goes the whole way on the bundled series, as `./sluice demo` shows it.
///
/// A window of context C ends on its *origin*, the day on which the forecast is issued, and targets
/// the H days after it. A period owns the forecasts that are issued in it and end in it; those that
/// cross a border are dropped, so nothing that is tested was ever a training target. Values keep
/// the unit of the file until [dev.sluice.tasks.series.FeatureEncoder] standardises them, and
/// [Forecasts] are in that unit again.
@NullMarked
package dev.sluice.tasks.forecast;

import org.jspecify.annotations.NullMarked;
