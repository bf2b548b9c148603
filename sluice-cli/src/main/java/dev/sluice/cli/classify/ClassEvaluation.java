package dev.sluice.cli.classify;

import dev.sluice.cli.options.FilePart;
import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.classify.ClassScore;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.FileSeries;
import dev.sluice.tasks.classify.FileSeries.Classes;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.classify.SoundEncoder;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How well a classifier does on a file of samples with their classes.
///
/// @param source how the file is read
/// @param broken what is done about a series or a recording that cannot be read, or has a class
///   that the model does not know
public record ClassEvaluation(
    Classifier model, SampleSource source, Broken broken, Terminal terminal) {
  /// What is done about a series or a recording that cannot be scored.
  public enum Broken {
    /// It is told and left out.
    LEAVE_OUT,
    /// Nothing is scored.
    STOP
  }

  /// Scores all samples.
  ///
  /// @throws TextException if the file cannot be read, or a text has a class that the model does
  ///   not know: with its place
  public Findings of(SampleFiles files, Path file, Workspace workspace) {
    List<Sample.Labelled> samples;
    int leftOut = 0;
    if (model.encoder() instanceof SampleEncoder.OfValues values) {
      List<FileSeries> all =
          new ModelSeries(values, source)
              .read(file.toString(), TextFile.read(file, files.charset()), Classes.NEEDED);
      samples = kept(all, this::labelled);
      leftOut = all.size() - samples.size();
    } else if (model.encoder() instanceof SoundEncoder sounds
        && source.content(file.toString()) == SampleContent.RECORDINGS) {
      List<Utterance> all = HeardFile.listed(file);
      samples = kept(all, each -> heard(sounds, each));
      leftOut = all.size() - samples.size();
    } else {
      samples = texts(files.read(source, file));
    }
    if (samples.isEmpty()) {
      throw new TextException(file + " has no sample that can be scored; mend those named above");
    }
    try (Pace pace = new Pace(terminal, "evaluate", "samples")) {
      return findings(model.score(samples, workspace, pace.of(samples.size())), leftOut);
    }
  }

  private List<Sample.Labelled> texts(FilePart<Sample.Labelled> part) {
    for (int i = 0; i < part.size(); i++) {
      requireKnown(part.place(i), part.items().get(i).label());
    }
    return part.items();
  }

  private <S> List<Sample.Labelled> kept(List<S> all, Function<S, Sample.Labelled> reading) {
    List<Sample.Labelled> samples = new ArrayList<>();
    for (S each : all) {
      try {
        samples.add(reading.apply(each));
      } catch (TextException e) {
        if (broken == Broken.STOP) {
          throw e;
        }
        terminal.say("Left out: " + e.getMessage());
      }
    }
    return samples;
  }

  private Sample.Labelled heard(SoundEncoder encoder, Utterance recording) {
    requireKnown(recording.place(), recording.text());
    Sample.Labelled sample = HeardFile.sample(recording);
    encoder.check(sample, recording.place());
    return sample;
  }

  private Sample.Labelled labelled(FileSeries series) {
    return switch (series) {
      case FileSeries.Read read -> {
        String label = read.label().orElseThrow();
        requireKnown(read.place(), label);
        yield new Sample.Labelled(read.series(), label);
      }
      case FileSeries.Broken(String key, String why) -> throw new TextException(why);
    };
  }

  private void requireKnown(String place, String label) {
    if (!model.labels().contains(label)) {
      throw new TextException(
          "%s: the class \"%s\" is none that the model tells apart, which are %s; correct it, or leave it out"
              .formatted(place, label, String.join(" ", model.labels())));
    }
  }

  private Findings findings(ClassScore score, int leftOut) {
    ClassTable table = new ClassTable(model.labels(), score);
    return new Findings(
        ClassTable.summary(score).strip() + "\n\n" + table.text("all"),
        JsonObject.builder()
            .put("task", Classifier.TASK)
            .put("samples", score.samples())
            .put("left_out", leftOut)
            .put("accuracy", score.accuracy())
            .put("macro_f1", score.macroF1())
            .put("nats", score.nats())
            .put("calibration_error", score.calibrationError())
            .put("classes", table.classes())
            .put("labels", JsonArray.ofStrings(model.labels()))
            .put("confusion", ClassTable.matrix(score))
            .build());
  }
}
