package dev.sluice.kernel.vector;

import dev.sluice.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts another JVM on the classes under test.
final class ChildJvm {
  static final String INCUBATOR = "--add-modules=jdk.incubator.vector";

  /// @param output standard output and error together
  record Result(int exit, String output) {}

  private ChildJvm() {}

  /// Runs the main class with everything on the class path.
  static Result onClassPath(List<String> options, String... command) {
    List<String> all = new ArrayList<>(options);
    String path = String.join(java.io.File.pathSeparator, kernel(), vector(), tests());
    all.addAll(List.of("-cp", path));
    all.addAll(List.of(command));
    return run(all);
  }

  /// Runs the main class on the class path, and the library on the module path.
  static Result onModulePath(List<String> options, String... command) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-p", String.join(java.io.File.pathSeparator, kernel(), vector())));
    all.addAll(List.of("--add-modules=dev.sluice.kernel", "-cp", tests()));
    all.addAll(List.of(command));
    return run(all);
  }

  private static Result run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (InputStream in = process.getInputStream()) {
        String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot run " + command, e);
    }
  }

  private static String kernel() {
    return place(Kernels.class);
  }

  private static String vector() {
    return place(VectorKernelProvider.class);
  }

  private static String tests() {
    return place(ChildJvm.class);
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
