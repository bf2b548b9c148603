/// The commands that train forecasters from CSV files, judge them and ask them.
///
/// ```
/// F.csv ─► DataOptions ─► Series ─► SplitRule ─► TrainForecastCommand ─► model directory with source.json
/// model directory, F.csv ─► SourceOptions ─► ForecastEvaluation, ForecastPrediction
/// ```
@NullMarked
package dev.sluice.cli.forecast;

import org.jspecify.annotations.NullMarked;
