package dev.sluice.cli.speech;

import dev.sluice.cli.report.Report;
import dev.sluice.cli.report.SpeechPicture;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.audio.AudioException;
import dev.sluice.tasks.audio.Finding;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpokenWord;
import dev.sluice.tasks.speech.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes down recordings, each in its place.
final class SoundAnswers {
  /// Recordings that are computed at once.
  private static final int TOGETHER = 32;

  private static final int DRAWN = 20;

  private final Recogniser model;
  private final Decoding how;
  private final Workspace workspace;
  private final Terminal terminal;
  private final Form form;
  private final List<SpeechPicture> pictures = new ArrayList<>();
  private int written;

  /// How an answer looks.
  enum Kind {
    /// The text.
    TEXT,
    /// The file's name, a tab, the text.
    NAMED,
    /// A JSON object.
    JSON
  }

  /// Whether pictures are made.
  enum Pictures {
    NONE,
    DRAWN
  }

  /// What is done about a recording that cannot be read.
  enum Bad {
    /// It is told in its place, and the rest go on.
    TELL,
    /// Nothing more is read.
    STOP
  }

  /// How answers look.
  record Form(Kind kind, Pictures pictures, Bad bad) {}

  /// A recording, or why it cannot be read.
  private sealed interface Heard {
    record Read(Path file, Sound sound) implements Heard {}

    record Broken(Path file, String why) implements Heard {}
  }

  SoundAnswers(Recogniser model, Decoding how, Workspace workspace, Terminal terminal, Form form) {
    this.model = model;
    this.how = how;
    this.workspace = workspace;
    this.terminal = terminal;
    this.form = form;
  }

  /// Writes down all, and answers how many could not be read.
  ///
  /// @throws AudioException if one cannot be read and that is to stop all; what came before is
  ///   written down
  int run(List<Path> files) {
    int bad = 0;
    double heard = 0;
    long start = System.nanoTime();
    try (Pace pace = Pace.besideData(terminal, "transcribe", "recordings")) {
      var done = pace.of(files.size());
      for (int from = 0; from < files.size(); from += TOGETHER) {
        List<Heard> group = read(files.subList(from, Math.min(files.size(), from + TOGETHER)));
        List<Sound> sounds = new ArrayList<>();
        for (Heard each : group) {
          if (each instanceof Heard.Read read) {
            sounds.add(read.sound);
            heard += read.sound.seconds();
          }
        }
        List<Transcript> texts = model.transcribe(sounds, how, workspace);
        int next = 0;
        for (Heard each : group) {
          switch (each) {
            case Heard.Read read -> tell(read, texts.get(next++));
            case Heard.Broken broken -> {
              bad++;
              refuse(broken);
            }
          }
        }
        done.accept(from + group.size());
      }
    }
    double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d recordings, %.1f s of sound, %,.0f × real time%s",
            files.size(),
            heard,
            heard / seconds,
            bad == 0 ? "" : "; " + bad + " of them could not be read"));
    return bad;
  }

  private List<Heard> read(List<Path> files) {
    List<Heard> group = new ArrayList<>();
    for (Path file : files) {
      try {
        if (!Files.isRegularFile(file)) {
          throw new AudioException("there is no file " + file + "; correct its name");
        }
        group.add(new Heard.Read(file, sound(file)));
      } catch (AudioException e) {
        group.add(new Heard.Broken(file, String.valueOf(e.getMessage())));
      }
    }
    return group;
  }

  /// Silence is refused, what is clipped is told.
  private Sound sound(Path file) {
    Sound sound = Wav.read(file);
    for (Finding finding : sound.findings()) {
      String sentence = file + ": " + finding.sentence();
      if (finding.kind() == Finding.Kind.SILENT) {
        throw new AudioException(sentence);
      }
      terminal.say("sluice: " + sentence);
    }
    return sound;
  }

  private void refuse(Heard.Broken broken) {
    if (form.bad == Bad.STOP) {
      throw new AudioException(broken.why);
    }
    if (form.kind == Kind.JSON) {
      terminal.data(
          JsonWriter.compact(
              JsonObject.builder()
                  .put("audio", broken.file.toString())
                  .put("error", broken.why)
                  .build()));
      return;
    }
    terminal.say("sluice: " + broken.why);
    terminal.data(form.kind == Kind.NAMED ? broken.file + "\t" : "");
  }

  private void tell(Heard.Read read, Transcript transcript) {
    written++;
    terminal.data(
        switch (form.kind) {
          case TEXT -> transcript.text();
          case NAMED -> read.file + "\t" + transcript.text();
          case JSON -> JsonWriter.compact(json(read, transcript));
        });
    if (form.pictures == Pictures.DRAWN && pictures.size() < DRAWN) {
      SpeechPictures.of(model, read.file.toString(), read.sound, transcript)
          .ifPresent(pictures::add);
    }
  }

  private static JsonObject json(Heard.Read read, Transcript transcript) {
    return JsonObject.builder()
        .put("audio", read.file.toString())
        .put("text", transcript.text())
        .put("seconds", thousandth(read.sound.seconds()))
        .put("log_likelihood", transcript.logLikelihood())
        .put(
            "words",
            JsonArray.of(
                transcript.words().stream().map(SoundAnswers::word).toArray(JsonObject[]::new)))
        .build();
  }

  /// A word for a program.
  static JsonObject word(SpokenWord word) {
    return JsonObject.builder()
        .put("word", word.word())
        .put("start", thousandth(word.start()))
        .put("end", thousandth(word.end()))
        .put("confidence", thousandth(word.confidence()))
        .build();
  }

  private static double thousandth(double value) {
    return Math.round(1000 * value) / 1000.0;
  }

  /// The pictures of what was written down so far.
  ///
  /// @param name of the model
  Report report(String name) {
    String note =
        written > pictures.size() ? "%d of %d recordings.".formatted(pictures.size(), written) : "";
    return Report.ofSpeech("What " + name + " heard", note, pictures);
  }
}
