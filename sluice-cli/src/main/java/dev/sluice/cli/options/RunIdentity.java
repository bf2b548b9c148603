package dev.sluice.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What an interrupted training may go on with: the same options, and data of the same bytes. How
/// long and how fast it goes on may change.
public final class RunIdentity {
  private static final Set<String> MAY_CHANGE =
      Set.of("--epochs", "--rate", "--patience", "--weight-noise");

  private RunIdentity() {}

  /// A line for each option that was given: `--hidden 64`, `--data text.txt sha256:…`.
  ///
  /// @throws UncheckedIOException if a file cannot be read
  public static List<String> of(CommandLine command) {
    List<String> lines = new ArrayList<>();
    for (OptionSpec option : command.getParseResult().matchedOptions()) {
      if (CommandText.isLeftOut(option) || MAY_CHANGE.contains(option.longestName())) {
        continue;
      }
      StringBuilder line = new StringBuilder(option.longestName());
      for (String value : CommandText.values(option)) {
        line.append(' ').append(CommandText.isPath(option) ? named(Path.of(value)) : value);
      }
      lines.add(line.toString());
    }
    return lines.stream().sorted().toList();
  }

  private static String named(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file) ? name + " sha256:" + digest(file) : name;
  }

  private static String digest(Path file) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
