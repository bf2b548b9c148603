/// Forecasting of time series.
@NullMarked
package dev.sluice.tasks.forecast;

import org.jspecify.annotations.NullMarked;
