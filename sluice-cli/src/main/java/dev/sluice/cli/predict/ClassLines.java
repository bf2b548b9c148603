package dev.sluice.cli.predict;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioException;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.classify.SoundEncoder;
import dev.sluice.tasks.text.TextException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A sample in each line, a text or `{"text":…}`, `{"x":[[…],…]}`, the path of a recording or
/// `{"audio":…}`; answered with the likeliest class and the probabilities of all.
///
/// @param folder from which `"audio"` is a path
record ClassLines(Classifier model, Workspace workspace, Path folder)
    implements LineAnswers.Model<Sample> {
  @Override
  public Sample read(String line) {
    requireFilled(line);
    if (model.encoder() instanceof SoundEncoder sounds) {
      return JsonLine.of(line, "{\"audio\":\"a.wav\"}")
          .map(object -> heard(sounds, folder, object.member("audio").string()))
          .orElseGet(() -> heard(sounds, Path.of(""), line.strip()));
    }
    if (!(model.encoder() instanceof SampleEncoder.OfValues values)) {
      return new Sample.Text(
          JsonLine.of(line, "{\"text\":\"so good\"}")
              .map(object -> requireFilled(object.member("text").string()))
              .orElse(line));
    }
    Sample series = series(line, values.columns());
    try {
      values.encode(series);
    } catch (IllegalArgumentException e) {
      throw new TextException(e.getMessage() + "; correct it", e);
    }
    return series;
  }

  private static String requireFilled(String line) {
    if (line.isEmpty()) {
      throw new TextException("the line is empty; write a text, a series or a recording's path");
    }
    return line;
  }

  private static Sample heard(SoundEncoder encoder, Path folder, String path) {
    try {
      Sound sound = Wav.read(folder, path);
      encoder.check(sound);
      return new Sample.Heard(sound);
    } catch (AudioException e) {
      throw new TextException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new TextException(path + ": " + e.getMessage(), e);
    }
  }

  private static Sample series(String line, int features) {
    JsonView root =
        JsonView.read(
            "the series",
            line.getBytes(StandardCharsets.UTF_8),
            why -> new TextException(why + "; such as {\"x\":[[0.5,1],[0.2,3]]}"));
    List<JsonView> steps = root.member("x").elements();
    float[] x = new float[Math.multiplyExact(steps.size(), features)];
    for (int t = 0; t < steps.size(); t++) {
      List<JsonView> values = steps.get(t).elements();
      if (values.size() != features) {
        throw steps.get(t).expected(features + " numbers");
      }
      for (int f = 0; f < features; f++) {
        x[t * features + f] = (float) values.get(f).number();
        if (!Float.isFinite(x[t * features + f])) {
          throw values.get(f).expected("a number that a float can hold");
        }
      }
    }
    if (steps.isEmpty()) {
      throw root.member("x").expected("at least one step");
    }
    return new Sample.Series(Tensor.of(Shape.of(steps.size(), features), x));
  }

  @Override
  public List<JsonObject> answer(List<Sample> asked) {
    double[][] probabilities = model.probabilities(asked, workspace);
    List<JsonObject> answers = new ArrayList<>();
    for (double[] row : probabilities) {
      int best = 0;
      JsonObject.Builder all = JsonObject.builder();
      for (int c = 0; c < row.length; c++) {
        best = row[c] > row[best] ? c : best;
        all.put(model.labels().get(c), Math.round(1e6 * row[c]) / 1e6);
      }
      answers.add(
          JsonObject.builder()
              .put("label", model.labels().get(best))
              .put("probabilities", all.build())
              .build());
    }
    return answers;
  }
}
