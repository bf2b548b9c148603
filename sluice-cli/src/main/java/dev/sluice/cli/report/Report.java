package dev.sluice.cli.report;

import dev.sluice.core.model.AtomicFiles;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A page in one file, which opens from disk.
///
/// ```java
/// Report.of(data).write(Path.of("weather.html"), Overwrite.REFUSE);
/// ```
public final class Report {
  private final String html;

  private Report(String html) {
    this.html = html;
  }

  /// The page of these data; equal data give an equal page.
  public static Report of(ReportData data) {
    String json = JsonWriter.compact(ReportJson.of(data));
    return new Report(Template.fill(data.heading().title(), json));
  }

  /// A page of where translations come from.
  ///
  /// @param note what else is to be said, in words
  public static Report ofAttention(String title, String note, List<AttentionMap> maps) {
    return new Report(AttentionPage.html(title, note, maps));
  }

  /// A page of what a recogniser of speech heard and thought.
  ///
  /// @param note what else is to be said, in words
  public static Report ofSpeech(String title, String note, List<SpeechPicture> pictures) {
    return new Report(SpeechPage.html(title, note, pictures));
  }

  /// The whole file.
  public String html() {
    return html;
  }

  /// Writes the file, which appears whole or not at all. [Overwrite#REPLACE] replaces reports only.
  ///
  /// @throws ModelException if it cannot be written; what was there is unchanged then
  public void write(Path target, Overwrite overwrite) {
    requireWritable(target, overwrite);
    AtomicFiles.write(target, overwrite, html.getBytes(StandardCharsets.UTF_8));
  }

  /// Throws at once where [#write] would in the end: to be asked before a long training.
  ///
  /// @throws ModelException if the place is taken and may not be replaced, or nothing can be
  ///   created there
  public static void requireWritable(Path target, Overwrite overwrite) {
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (parent == null || Files.isDirectory(target)) {
      throw new ModelException(target + " is a directory, not a file; choose another --report");
    }
    if (Files.exists(target)) {
      if (overwrite == Overwrite.REFUSE) {
        throw new ModelException(target + " exists; choose another name or pass --force");
      }
      if (!isReport(target)) {
        throw new ModelException(
            target + " is not a Sluice report and is not replaced; choose another --report");
      }
    }
    if (!Files.isDirectory(parent)) {
      throw new ModelException(
          target + ": cannot be written, the directory " + parent + " does not exist; create it");
    }
    if (!Files.isWritable(parent)) {
      throw new ModelException(
          target
              + ": cannot be written, nothing may be created in "
              + parent
              + "; mend its permissions or choose another place");
    }
  }

  private static boolean isReport(Path file) {
    byte[] mark = Template.MARK.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    } catch (IOException e) {
      throw new ModelException(file + ": cannot be read: " + e, e);
    }
  }
}
