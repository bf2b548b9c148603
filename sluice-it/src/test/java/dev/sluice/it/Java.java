package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command without its launcher: the lines that start Java.
final class Java {
  private static final String MAIN = "dev.sluice.cli.Main";
  private static final Path JAR = Reactor.jar("sluice-cli");
  private static final Path MODULES = JAR.resolveSibling("modules");

  private Java() {}

  /// As the launcher does it.
  ///
  /// @param options of the JVM
  static List<String> onModulePath(List<String> options, String... arguments) {
    var path = List.of("--module-path", JAR + ":" + MODULES);
    return words(options, path, List.of("--module", "dev.sluice.cli/" + MAIN), arguments);
  }

  /// As somebody may do it who puts all jars on the class path.
  static List<String> onClassPath(List<String> options, String... arguments) throws IOException {
    try (Stream<Path> jars = Files.list(MODULES)) {
      var path = Stream.concat(Stream.of(JAR), jars).map(Path::toString);
      return words(
          options, List.of("-cp", path.collect(Collectors.joining(":"))), List.of(MAIN), arguments);
    }
  }

  private static List<String> words(
      List<String> options, List<String> path, List<String> main, String... arguments) {
    var words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    words.addAll(options);
    words.addAll(path);
    words.addAll(main);
    words.addAll(List.of(arguments));
    return words;
  }
}
