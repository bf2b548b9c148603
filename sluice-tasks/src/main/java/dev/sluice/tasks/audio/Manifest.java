package dev.sluice.tasks.audio;

import dev.sluice.core.model.json.JsonView;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file that says what is said in recordings, a JSON object in each line:
///
/// ```
/// {"audio": "clips/0017.wav", "text": "seven three"}
/// ```
///
/// Paths begin at the manifest's own folder; other members are passed over, blank lines too.
///
/// @param member which says what is said: `text`, or `label`
public record Manifest(String member) {
  private static final String AUDIO = "audio";

  /// A line that says what it should.
  private record Line(String place, Path audio, String said) {
    Utterance utterance() {
      return new Utterance(place + ": " + audio, this::sound, said);
    }

    void requireFile() {
      if (!Files.isRegularFile(audio)) {
        throw new TextException(
            "%s: there is no file %s; correct the path, which begins at the manifest's folder, or leave the line out"
                .formatted(place, audio));
      }
    }

    Sound sound() {
      requireFile();
      try {
        Sound sound = Wav.read(audio);
        for (Finding finding : sound.findings()) {
          if (finding.kind() == Finding.Kind.SILENT) {
            throw new AudioException(audio + ": " + finding.sentence() + ", or leave the line out");
          }
        }
        return sound;
      } catch (AudioException e) {
        throw new TextException(place + ": " + e.getMessage(), e);
      }
    }
  }

  /// Every line. The recordings are not read yet, but must be there.
  ///
  /// @throws TextException if a line is none of these, says nothing, or names no file: with file
  ///   and line. The sounds throw the same when they are asked for and cannot be read or are silent
  public List<Utterance> read(Path file) {
    List<Line> lines = lines(file);
    lines.forEach(Line::requireFile);
    return lines.stream().map(Line::utterance).toList();
  }

  /// Every line, also those whose recordings are not there: their sounds throw when they are asked
  /// for, as those do that cannot be read.
  ///
  /// @throws TextException if a line is none of these, or says nothing: with file and line
  public List<Utterance> listed(Path file) {
    return lines(file).stream().map(Line::utterance).toList();
  }

  private List<Line> lines(Path file) {
    List<Line> all = new ArrayList<>();
    List<String> lines = TextFile.read(file, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        all.add(line(file, "%s: line %d".formatted(file, i + 1), lines.get(i)));
      }
    }
    if (all.isEmpty()) {
      throw new TextException(
          "%s names no recording; write lines such as {\"audio\":\"a.wav\",\"%s\":\"yes\"}"
              .formatted(file, member));
    }
    return all;
  }

  private Line line(Path file, String place, String line) {
    JsonView json = JsonView.read(place, line.getBytes(StandardCharsets.UTF_8), TextException::new);
    String said = json.member(member).string().strip();
    if (said.isEmpty()) {
      throw json.member(member).expected("what is said");
    }
    try {
      return new Line(place, file.resolveSibling(json.member(AUDIO).string()), said);
    } catch (InvalidPathException e) {
      throw json.member(AUDIO).expected("the path of a WAV file");
    }
  }
}
