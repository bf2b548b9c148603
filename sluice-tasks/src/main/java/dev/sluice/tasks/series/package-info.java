/// Series of one or more groups (cities, shops, sensors) at any constant step, from a CSV file to
/// the tensors that a network takes; knows no network.
///
/// ```
/// CSV ─► Series ─► Windows ─► WindowSplit ─► FeatureEncoder ─► WindowBatch
///        [length,F] per group  [C steps → H]   training rows      [B,C,F] [B,H,K] [B,H·D]
/// ```
///
/// A window of context C ends on its *origin*, the step at which the forecast is issued, and
/// targets the H steps after it. A period owns the forecasts that are issued in it and end in it;
/// those that cross a border are dropped, so nothing that is tested was ever a training target.
/// Values keep the unit of the file until [FeatureEncoder] standardises them. Times have no zone:
/// every day has 24 hours.
@NullMarked
package dev.sluice.tasks.series;

import org.jspecify.annotations.NullMarked;
