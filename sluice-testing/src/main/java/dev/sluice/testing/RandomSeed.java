package dev.sluice.testing;

import java.util.Random;

/// The seed of a random test: a new one each run, printed with the way to run the same again.
public final class RandomSeed {
  private static final String PROPERTY = "sluice.test.seed";

  private RandomSeed() {}

  /// A seed for the tests of one class; `-Dsluice.test.seed=…` sets it.
  public static long forClass(Class<?> test) {
    Long given = Long.getLong(PROPERTY);
    long seed = given == null ? new Random().nextInt(1_000_000) : given;
    String name = test.getSimpleName();
    // Failsafe runs *IT, and has names of its own for the same properties.
    String which = name.endsWith("IT") ? "-Dit.test=" : "-Dtest=";
    String plugin = name.endsWith("IT") ? "failsafe" : "surefire";
    System.out.printf(
        "%s: seed %d, replay: mvn verify %s%s -D%s.failIfNoSpecifiedTests=false -D%s=%d%n",
        name, seed, which, name, plugin, PROPERTY, seed);
    return seed;
  }
}
