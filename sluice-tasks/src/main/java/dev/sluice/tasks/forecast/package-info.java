/// Forecasting of series at any step, for one or more groups (cities, shops, sensors).
///
/// ```
/// Series ─► Windows ─► WindowSplit ─┬─► FeatureEncoder ─► WindowBatch ─► Forecaster ─► Trainer
///                                   │                                      │ freeze
///          (dev.sluice.tasks.series)│    directory ◄─ save, load ─► ForecastModel ─► Forecasts ─┐
///                                   │    raw events ─► ForecastStepper ◄┘ ─► Forecast          │
///                                   └─► Baseline ─► Forecasts ─► ForecastMetrics, ForecastTable ◄┘
/// ```
///
/// [WeatherDemo] goes the whole way on the bundled series, as `./sluice demo` shows it. What a
/// window and a period are is said in [dev.sluice.tasks.series]. [Forecasts] are in the unit of the
/// file.
@NullMarked
package dev.sluice.tasks.forecast;

import org.jspecify.annotations.NullMarked;
