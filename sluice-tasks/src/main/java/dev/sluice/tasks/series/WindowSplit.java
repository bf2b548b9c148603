package dev.sluice.tasks.series;

/// Windows in three consecutive periods; see [Windows#splitByTime] and [Windows#splitByCounts].
///
/// @param train windows whose every target is in the training period
/// @param validation windows to choose by
/// @param test windows to judge by
/// @param trainingRows the rows that may be fitted while anything is still chosen on validation
/// @param rowsBeforeTest the rows that may be fitted when nothing is chosen any more
public record WindowSplit(
    Windows train, Windows validation, Windows test, Series trainingRows, Series rowsBeforeTest) {

  /// The windows that may be trained on when nothing is chosen any more: every target before the
  /// test.
  public Windows beforeTest() {
    return rowsBeforeTest.windows(train.window());
  }

  /// The coding of inputs and targets as the window says, normalised by the training rows.
  public FeatureEncoder encoder() {
    return FeatureEncoder.fit(trainingRows, train.window());
  }

  /// The number of input features of a seen step.
  public int features() {
    return encoder().inputSize();
  }
}
