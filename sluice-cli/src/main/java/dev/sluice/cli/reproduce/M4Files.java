package dev.sluice.cli.reproduce;

import dev.sluice.core.model.ModelException;
import dev.sluice.tasks.forecast.M4Hourly;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.WideCsv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The two files of the hourly series, put together.
final class M4Files {
  private M4Files() {}

  /// Each series whole, its test at its end.
  ///
  /// @throws ModelException if the files do not belong together
  static List<Group> read(Path directory) {
    Path trainFile = directory.resolve("Hourly-train.csv");
    Path testFile = directory.resolve("Hourly-test.csv");
    Map<String, double[]> train = WideCsv.read(trainFile);
    Map<String, double[]> test = WideCsv.read(testFile);
    if (!test.keySet().equals(train.keySet())) {
      throw new ModelException(
          "%s has %d series, %s has %d, or they have other names; take both files from one copy of the competition"
              .formatted(trainFile, train.size(), testFile, test.size()));
    }
    List<Group> groups = new ArrayList<>();
    train.forEach((name, seen) ->
        groups.add(whole(testFile, name, seen, Objects.requireNonNull(test.get(name)))));
    return groups;
  }

  private static Group whole(Path testFile, String name, double[] seen, double... ahead) {
    if (ahead.length != M4Hourly.HORIZON) {
      throw new ModelException(
          "%s: series %s has %d values, the test has %d"
              .formatted(testFile, name, ahead.length, M4Hourly.HORIZON));
    }
    double[] whole = Arrays.copyOf(seen, seen.length + ahead.length);
    System.arraycopy(ahead, 0, whole, seen.length, ahead.length);
    return M4Hourly.group(name, whole);
  }
}
