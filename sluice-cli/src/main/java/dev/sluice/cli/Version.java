package dev.sluice.cli;

import java.io.IOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version of this build, as Maven wrote it into the jar.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    var build = new Properties();
    try (var in = Version.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return new String[] {"sluice " + build.getProperty("version")};
  }
}
