package dev.sluice.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a recogniser heard and thought over one recording, one above the other on one axis of time:
/// the sound's bands, the probability of each symbol, the gates of its last layer.
///
/// @param title of the recording
/// @param text what it wrote down
/// @param seconds of the axis
/// @param spectrogram `[F][D]`, frames in time, the lowest band first
/// @param symbols of the classes, "" for the blank
/// @param posteriors `[T][K]`, probabilities
/// @param words with their times
/// @param gates of the layer, none if its cells have no gates of a GRU
public record SpeechPicture(
    String title,
    String text,
    double seconds,
    float[][] spectrogram,
    List<String> symbols,
    float[][] posteriors,
    List<Word> words,
    List<Gate> gates) {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 120;
  private static final int LINES = 20;
  private static final double SHOWN = 0.05;

  /// A word and when it was said, in seconds.
  public record Word(String word, double start, double end) {}

  /// A gate over the steps.
  ///
  /// @param values `[T][H]`, from 0 to 1
  public record Gate(String name, float[][] values) {
    /// Copies the values.
    public Gate {
      values = SpeechPicture.copy(values);
    }

    @Override
    public float[][] values() {
      return SpeechPicture.copy(values);
    }
  }

  /// Copies arrays and lists.
  public SpeechPicture {
    spectrogram = copy(spectrogram);
    posteriors = copy(posteriors);
    symbols = List.copyOf(symbols);
    words = List.copyOf(words);
    gates = List.copyOf(gates);
  }

  @Override
  public float[][] spectrogram() {
    return copy(spectrogram);
  }

  @Override
  public float[][] posteriors() {
    return copy(posteriors);
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  /// The section of a page.
  String html() {
    StringBuilder out = new StringBuilder("<section>\n<h2>");
    out.append(Template.escaped(title)).append("</h2>\n<p class=\"said\">");
    out.append(Template.escaped(text.isEmpty() ? "(nothing)" : text)).append("</p>\n");
    float[][] bands = upright(spectrogram);
    float[] range = range(bands);
    figure(
        out,
        "Bands of frequency, the lowest at the bottom; the lighter, the louder.",
        Raster.image(bands, range[0], range[1]));
    out.append("<figure>").append(curves());
    out.append(
        "<figcaption>Probability of each symbol; grey is the blank, which says nothing new. Bars are words.</figcaption></figure>\n");
    for (Gate gate : gates) {
      figure(
          out,
          Template.escaped(gate.name) + ", a row for each unit: black is 0, white is 1.",
          Raster.image(upright(gate.values), 0, 1));
    }
    return out.append("</section>\n").toString();
  }

  private static void figure(StringBuilder out, String caption, String image) {
    out.append(
        "<figure><img alt=\"%s\" src=\"%s\" width=\"%d\" height=\"%d\"><figcaption>%s</figcaption></figure>\n"
            .formatted(caption, image, WIDTH, HEIGHT, caption));
  }

  /// From `[T][D]` to `[D][T]`, the last column on top.
  private static float[][] upright(float[][] steps) {
    float[][] rows = new float[steps[0].length][steps.length];
    for (int t = 0; t < steps.length; t++) {
      for (int d = 0; d < rows.length; d++) {
        rows[rows.length - 1 - d][t] = steps[t][d];
      }
    }
    return rows;
  }

  private static float[] range(float[][] rows) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float[] row : rows) {
      for (float value : row) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return new float[] {least, most > least ? most : least + 1};
  }

  /// Lines of the symbols that come, and the words.
  private String curves() {
    StringBuilder svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"probabilities of symbols\">\n"
                .formatted(WIDTH, HEIGHT + LINES, WIDTH, HEIGHT + LINES));
    int drawn = 0;
    for (int k : coming()) {
      String kind = k == 0 ? "blank" : "symbol s" + drawn++ % 6;
      svg.append("<polyline class=\"").append(kind).append("\" points=\"");
      for (int t = 0; t < posteriors.length; t++) {
        svg.append(
            String.format(
                Locale.ROOT, "%.1f,%.1f ", x(t + 0.5), HEIGHT - HEIGHT * posteriors[t][k]));
      }
      svg.append("\"/>\n");
      if (k != 0) {
        int peak = peak(k);
        svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                x(peak + 0.5) + 3,
                Math.max(12, HEIGHT - HEIGHT * posteriors[peak][k] + 12),
                Template.escaped(symbols.get(k).isBlank() ? "␣" : symbols.get(k))));
      }
    }
    for (Word word : words) {
      double from = WIDTH * word.start / seconds;
      double to = Math.max(from + 2, WIDTH * word.end / seconds);
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"word\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"4\"><title>%s</title></rect>\n",
              from,
              HEIGHT + 8,
              to - from,
              Template.escaped(word.word)));
    }
    return svg.append("</svg>").toString();
  }

  private double x(double step) {
    return WIDTH * step / posteriors.length;
  }

  private List<Integer> coming() {
    List<Integer> coming = new ArrayList<>();
    for (int k = 0; k < symbols.size(); k++) {
      if (k == 0 || posteriors[peak(k)][k] > SHOWN) {
        coming.add(k);
      }
    }
    return coming;
  }

  private int peak(int k) {
    int peak = 0;
    for (int t = 1; t < posteriors.length; t++) {
      peak = posteriors[t][k] > posteriors[peak][k] ? t : peak;
    }
    return peak;
  }
}
