package dev.sluice.it;

import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/// The build as it lies on disk, and what of it is published.
final class Reactor {
  static final Path ROOT = SharedData.root();
  static final Path BOM = ROOT.resolve("sluice-bom/.flattened-pom.xml");
  static final String VERSION = property("sluice.version");

  private Reactor() {}

  static String property(String name) {
    var value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; sluice-it/pom.xml sets it");
    }
    return value;
  }

  /// What stands between `<name>` and `</name>`, each time, in the file.
  static List<String> elements(Path pom, String name) throws IOException {
    return Pattern.compile("<" + name + ">([^<]*)</" + name + ">")
        .matcher(Files.readString(pom))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /// Writes all that is published into a repository, as deploying would.
  static void publish(Path repository) throws IOException {
    put(repository, "sluice-parent", ROOT.resolve("pom.xml"), "pom");
    put(repository, "sluice-bom", BOM, "pom");
    for (String module : published()) {
      put(repository, module, ROOT.resolve(module + "/pom.xml"), "pom");
      put(repository, module, jar(module), "jar");
    }
  }

  /// The modules named in the bill of materials.
  static List<String> published() throws IOException {
    return elements(BOM, "artifactId").stream().filter(name -> !name.equals("sluice-bom")).toList();
  }

  static Path jar(String module) {
    var target = ROOT.resolve(module).resolve("target");
    var named = target.resolve(module + "-" + VERSION + ".jar");
    return Files.exists(named) ? named : target.resolve(module + ".jar");
  }

  private static void put(Path repository, String artifact, Path file, String type)
      throws IOException {
    var folder =
        Files.createDirectories(repository.resolve("dev/sluice/" + artifact + "/" + VERSION));
    var name = artifact + "-" + VERSION + "." + type;
    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
