package dev.sluice.tasks.forecast;

import java.time.LocalDate;

/// Windows in three consecutive periods; see [Windows#splitByTime].
///
/// @param train windows whose every target is before `validationFrom`
/// @param validation windows issued on `validationFrom` or later, every target before `testFrom`
/// @param test windows issued on `testFrom` or later
/// @param validationFrom first day of validation
/// @param testFrom first day of the test
public record WindowSplit(
    Windows train, Windows validation, Windows test, LocalDate validationFrom, LocalDate testFrom) {

  /// The rows that may be fitted while anything is still chosen on validation.
  public Series trainingRows() {
    return train.series().before(validationFrom);
  }

  /// The rows that may be fitted when nothing is chosen any more: all before the test.
  public Series rowsBeforeTest() {
    return train.series().before(testFrom);
  }

  /// The windows that may be trained on when nothing is chosen any more: every target before the
  /// test.
  public Windows beforeTest() {
    return train.series().windows(train.window()).within(LocalDate.MIN, testFrom);
  }

  /// The coding of inputs and targets as the window says, normalised by the training rows.
  public FeatureEncoder encoder() {
    return FeatureEncoder.fit(trainingRows(), train.window());
  }

  /// The number of input features of a seen day.
  public int features() {
    return encoder().inputSize();
  }
}
