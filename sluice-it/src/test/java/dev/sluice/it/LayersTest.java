package dev.sluice.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrows only point down, across modules and inside them.
class LayersTest {
  private static final List<String> MODULES =
      in("dev.sluice.", "kernel", "core", "formats", "train", "tasks", "cli");
  private static final List<String> CORE =
      in("dev.sluice.core.", "tensor", "autodiff", "nn", "stream", "model");
  private static final List<String> TRAIN =
      in("dev.sluice.train.", "data", "loss", "optim", "metric", "loop");

  @TestFactory
  List<DynamicTest> aLowerLayerKnowsNoHigherOne() {
    return List.of(MODULES, CORE, TRAIN).stream()
        .flatMap(layers ->
            java.util.stream.IntStream.range(0, layers.size() - 1)
                .mapToObj(i ->
                    DynamicTest.dynamicTest(
                        layers.get(i),
                        () ->
                            noClasses()
                                .that()
                                .resideInAPackage(layers.get(i))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                    layers.subList(i + 1, layers.size()).toArray(String[]::new))
                                .allowEmptyShould(true)
                                .check(Sluice.CLASSES))))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.sluice.(*)..",
        "dev.sluice.core.(*)..",
        "dev.sluice.formats.(*)..",
        "dev.sluice.train.(*)..",
        "dev.sluice.tasks.(*)..",
        "dev.sluice.(**)"
      })
  void thereAreNoCycles(String packages) {
    slices()
        .matching(packages)
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(Sluice.CLASSES);
  }

  /// Providers are found at run time, so that a program runs without them.
  @Test
  void nobodyNamesTheVectorProvider() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.kernel.vector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sluice.kernel.vector..")
        .check(Sluice.CLASSES);
    classes()
        .that()
        .resideInAPackage("dev.sluice.kernel.vector..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sluice.kernel..",
            "java..",
            "com.sun.management..", // whether the JVM has hardware FMA
            "jdk.incubator.vector..",
            "org.jspecify..")
        .check(Sluice.CLASSES);
  }

  @Test
  void theRulesSeeTheClasses() {
    assertThat(Sluice.CLASSES.contain("dev.sluice.cli.Main")).isTrue();
  }

  private static List<String> in(String prefix, String... names) {
    return List.of(names).stream().map(name -> prefix + name + "..").toList();
  }
}
