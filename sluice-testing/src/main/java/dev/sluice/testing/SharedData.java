package dev.sluice.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Data for measuring, which lies beside the repository and is no part of it.
public final class SharedData {
  private SharedData() {}

  /// The repository's root, from whichever module the test runs in.
  public static Path root() {
    return Path.of(property("sluice.root")).toAbsolutePath().normalize();
  }

  /// The file or folder `relative` of the data, such as `data/ts-ett`, if it is there.
  ///
  /// The data is looked for in `../shared`, or where `-Dsluice.shared` says.
  public static Optional<Path> find(String relative) {
    var path = Path.of(property("sluice.shared")).resolve(relative).toAbsolutePath().normalize();
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /// The file or folder `relative`; where it is absent the running test is skipped.
  public static Path require(String relative) {
    var found = find(relative);
    Skip.unless(found.isPresent(), Skip.Reason.SHARED_DATA_ABSENT, relative);
    return found.orElseThrow();
  }

  private static String property(String name) {
    var value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; Maven sets it, an IDE needs -D" + name);
    }
    return value;
  }
}
