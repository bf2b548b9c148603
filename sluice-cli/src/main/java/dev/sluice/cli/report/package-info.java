/// A page about a forecaster: how it learnt, what it says, how good it is, what its gates did.
///
/// ```
/// ForecastModel, Forecasts, TrainingReport ─► ForecastReport ─► ReportData ─► Report ─► one HTML file
///                                             counts, chooses    records       JSON in a template
/// ```
///
/// The file holds its data, style and script and asks the network for nothing. It is drawn by
/// `report.js` and its helpers, which are resources of this package; equal data give equal bytes.
/// [LineChart] draws tables of `sluice reproduce`.
@NullMarked
package dev.sluice.cli.report;

import org.jspecify.annotations.NullMarked;
