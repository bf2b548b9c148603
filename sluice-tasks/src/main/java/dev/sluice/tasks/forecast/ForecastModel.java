package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.Fingerprint;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.tasks.series.Windows;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A forecaster whose numbers no longer change: it forecasts, streams, is saved, loaded and shared
/// between threads. It takes raw rows and answers in the file's unit.
public final class ForecastModel {
  /// So many steps are given to the network at once, whatever the context.
  private static final int STEPS_AT_ONCE = 32_768;

  private static final int MOST_WINDOWS_AT_ONCE = 256;

  private final ForecastSpec spec;
  private final Map<String, Tensor> tensors;
  private final ForecastNetwork network;
  private final Calibration calibration;
  private final Fingerprint fingerprint;
  private final String card;
  private final Map<String, byte[]> extras;
  private final Map<Precision, PackedForecast> packed = new EnumMap<>(Precision.class);

  /// @param tensors the network's, and the calibration's margins
  ForecastModel(
      ForecastSpec spec, Map<String, Tensor> tensors, String card, Map<String, byte[]> extras) {
    Map<String, Tensor> weights = new LinkedHashMap<>(tensors);
    Tensor margins = weights.remove(Calibration.TENSOR);
    if (margins == null) {
      throw new IllegalArgumentException("tensor " + Calibration.TENSOR + " is missing");
    }
    Parameters parameters = Parameters.loaded(weights);
    this.spec = spec;
    this.tensors = tensors;
    this.calibration = Calibration.of(spec, margins);
    this.network = ForecastNetwork.create(spec, parameters.root());
    parameters.complete();
    this.fingerprint = Fingerprint.of(ForecastConfig.write(spec), tensors);
    this.card = card;
    this.extras = extras;
  }

  static ForecastModel freeze(ForecastSpec spec, Parameters parameters) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parameters.all().forEach(parameter -> tensors.put(parameter.name(), parameter.toTensor()));
    tensors.put(Calibration.TENSOR, Calibration.none(spec).tensor());
    String unknown = "Not stated.";
    return new ForecastModel(
        spec, tensors, new ForecastCard(unknown, unknown, unknown).text(spec), Map.of());
  }

  /// The same model with this card.
  public ForecastModel withCard(ForecastCard value) {
    return new ForecastModel(spec, tensors, value.text(spec), extras);
  }

  /// The same model with one more file in its directory; what it computes is the same.
  ///
  /// @param name plain, see [ModelFiles]
  /// @param content copied
  public ForecastModel withExtra(String name, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(extras);
    more.put(name, content.clone());
    return new ForecastModel(spec, tensors, card, more);
  }

  /// A further file of the model's directory, copied; empty if it has none of this name.
  public Optional<byte[]> extra(String name) {
    return Optional.ofNullable(extras.get(name)).map(byte[]::clone);
  }

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, of another task or a newer Sluice, or if its
  ///   parts do not fit together
  public static ForecastModel load(Path directory) {
    return ForecastFiles.load(directory);
  }

  /// Writes the model's directory: `config.json`, `model.safetensors`, `README.md`.
  ///
  /// @throws ModelException if it exists and may not be replaced, or cannot be written
  public void save(Path directory, Overwrite overwrite) {
    ModelDirectory.write(directory, ForecastFiles.of(spec, tensors, extras, card), overwrite);
  }

  /// What it computes.
  public ForecastSpec spec() {
    return spec;
  }

  /// What a forecast sees and says; make windows of other series with it.
  public Window window() {
    return spec.encoder().window();
  }

  /// What tells this model from another; states carry it.
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /// The number of its values.
  public int size() {
    return tensors.values().stream().mapToInt(tensor -> tensor.shape().size()).sum()
        - calibration.margins().length;
  }

  /// The text of `README.md`.
  public String card() {
    return card;
  }

  /// Forecasts of the first target, each from its own window alone.
  ///
  /// @throws IllegalArgumentException if the windows are not of this model's kind, or of a group
  ///   that training did not see
  public Forecasts forecast(Windows windows) {
    return forecast(windows, window().targets().getFirst());
  }

  /// Forecasts of one target, each from its own window alone.
  ///
  /// @param target one of `window().targets()`
  /// @throws IllegalArgumentException if it is none, or the windows are not of this model's kind
  public Forecasts forecast(Windows windows, String target) {
    int targets = window().targets().size();
    int column = window().targets().indexOf(target);
    if (column < 0) {
      throw new IllegalArgumentException(
          "this model does not forecast " + target + ", but " + window().targets());
    }
    double[][][] values = new double[windows.size()][spec.horizon()][];
    double[] restored = new double[spec.outputSize()];
    try (Workspace workspace = Workspace.threads(1)) {
      answers(
          workspace,
          windows,
          (i, answer, scales, batch, row) -> {
            spec.encoder().restore(group(windows, i), answer, 0, restored);
            for (int h = 0; h < spec.horizon(); h++) {
              int at = (h * targets + column) * Ends.PARTS;
              values[i][h] = Arrays.copyOfRange(restored, at, at + Ends.PARTS);
            }
          });
    }
    return Forecasts.of(spec.method(), target, windows, values);
  }

  /// Hears of one answer after the other.
  interface Answers {
    /// @param i the window
    /// @param answer `[H·D·3]`, standardised; used again for the next
    /// @param scales `[D]`, of the window, see [Calibration]; used again
    /// @param batch the window is its row `row`
    void on(int i, float[] answer, float[] scales, WindowBatch batch, int row);
  }

  /// Every window's answer, in the order of the windows.
  void answers(Workspace workspace, Windows windows, Answers sink) {
    int some = windowsAtOnce();
    for (int from = 0; from < windows.size(); from += some) {
      int[] items = IntStream.range(from, Math.min(windows.size(), from + some)).toArray();
      answers(workspace, windows, items, sink);
    }
  }

  private void answers(Workspace workspace, Windows windows, int[] items, Answers sink) {
    WindowBatch batch = spec.encoder().batch(windows, items);
    float[] said = run(workspace, batch.inputs(), batch.known());
    float[] seen = batch.inputs().rows().data();
    int features = batch.inputs().features();
    int stride = items.length * features; // all windows are C long
    float[] answer = new float[spec.outputSize()];
    float[] scales = calibration.scales();
    for (int row = 0; row < items.length; row++) {
      calibration.scale(seen, row * features, stride, window().context(), scales);
      calibration.apply(said, row * spec.networkSize(), scales, answer, 0);
      sink.on(items[row], answer, scales, batch, row);
    }
  }

  /// How many windows are answered together, so that memory is bounded.
  int windowsAtOnce() {
    return Math.clamp(STEPS_AT_ONCE / window().context(), 1, MOST_WINDOWS_AT_ONCE);
  }

  /// The index of a window's group among those of training.
  int group(Windows windows, int i) {
    return spec.encoder().group(windows.series().groups().get(windows.group(i)).name());
  }

  /// How good the forecasts of all targets in these windows are, standardised.
  ///
  /// @param workspace gives the threads
  /// @throws IllegalArgumentException if there is none, or they are not of this model's kind
  public ForecastScore score(Windows windows, Workspace workspace) {
    return score(windows, workspace, Intervals.FIXED);
  }

  /// As [#score(Windows,Workspace)], with intervals of this kind.
  ///
  /// @throws IllegalArgumentException if there is no window, or they are not of this model's kind
  public ForecastScore score(Windows windows, Workspace workspace, Intervals intervals) {
    if (windows.size() == 0) {
      throw new IllegalArgumentException("there is no window to measure with");
    }
    MetricSums sums = new MetricSums();
    int size = spec.horizon() * spec.targets();
    switch (intervals) {
      case FIXED ->
          answers(
              workspace,
              windows,
              (i, answer, scales, batch, row) ->
                  add(sums, answer, batch.targets().data(), row * size));
      case RECENT ->
          new IntervalReplay(this)
              .run(workspace, windows, (i, answer, actual, learnt) -> add(sums, answer, actual, 0));
    }
    ForecastMetrics all = sums.metrics();
    return new ForecastScore(windows.size(), all.mse(), all.mae(), all.coverage());
  }

  /// Adds up a standardised answer `[H·D·3]`.
  static void add(MetricSums sums, float[] answer, float[] actual, int from) {
    for (int k = 0; k < answer.length / Ends.PARTS; k++) {
      int at = Ends.PARTS * k;
      sums.add(answer[at], answer[at + 1], answer[at + 2], actual[from + k], 1);
    }
  }

  /// The same model with intervals that hold 80 % of these windows: split-conformal (Lei et al.
  /// 2018, arXiv 1604.04173) around a point, conformalised (Romano et al. 2019, arXiv 1905.03222)
  /// where the network says quantiles. Each target and step ahead has a margin of its own, in units
  /// of the target's deviation over the window where the window is seen whole.
  ///
  /// @param windows that training did not see, such as `split.validation()`; at least 4
  /// @param workspace gives the threads
  /// @throws IllegalArgumentException if they are too few, or not of this model's kind
  public ForecastModel calibrated(Windows windows, Workspace workspace) {
    int size = spec.horizon() * spec.targets();
    float[][] scores = new float[size][windows.size()];
    ForecastModel plain = with(Calibration.none(spec));
    plain.answers(
        workspace,
        windows,
        (i, answer, scales, batch, row) -> {
          for (int k = 0; k < size; k++) {
            float actual = batch.targets().data()[row * size + k];
            float below = answer[Ends.PARTS * k] - actual;
            float outside = Math.max(below, actual - answer[Ends.PARTS * k + 2]);
            scores[k][i] = outside / scales[k % scales.length];
          }
        });
    float[] margins = new float[size];
    for (int k = 0; k < size; k++) {
      margins[k] = Calibration.margin(scores[k]);
    }
    return with(new Calibration(spec, margins));
  }

  private ForecastModel with(Calibration value) {
    Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
    changed.put(Calibration.TENSOR, value.tensor());
    return new ForecastModel(spec, changed, card, extras);
  }

  /// Forecasts of all targets, each from its own window, with intervals that follow the past of its
  /// series, see [Intervals#RECENT].
  ///
  /// @param windows such as `series.latest(model.window())`
  /// @throws IllegalArgumentException if they are not of this model's kind, a series has no past
  ///   forecast whose outcome is known, or the model carries its state
  public List<Forecast> forecastRecent(Windows windows) {
    if (spec.streaming() == StreamingMode.CARRIED) {
      throw new IllegalArgumentException(
          "this model carries its state from the beginning, so its past forecasts are none from windows; take fixed intervals");
    }
    Forecast[] forecasts = new Forecast[windows.size()];
    try (Workspace workspace = Workspace.threads(1)) {
      new IntervalReplay(this)
          .run(
              workspace,
              windows,
              (i, answer, actual, learnt) -> {
                String group = windows.series().groups().get(windows.group(i)).name();
                if (learnt == 0) {
                  throw new IllegalArgumentException(
                      "group %s has no earlier forecast whose outcome is known: give more rows than a context of %d steps, or take fixed intervals"
                          .formatted(group, window().context()));
                }
                double[] out = new double[answer.length];
                spec.encoder().restore(group(windows, i), answer, 0, out);
                forecasts[i] =
                    new Forecast(
                        group, windows.origin(i), spec.encoder().step(), window().targets(), out);
              });
    }
    return List.of(forecasts);
  }

  /// One forecast from raw events, issued at the last of them.
  ///
  /// With [StreamingMode#SLIDING] the last C events count, with [StreamingMode#CARRIED] all.
  ///
  /// @param group of training
  /// @param first the time of the first row
  /// @param rows `[steps][inputs]`, one step after the other, in the file's units; if the window
  ///   has known columns, the last row is a whole event `[FeatureEncoder.eventSize]`
  public Forecast predict(String group, LocalDateTime first, double[]... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a forecast needs at least one step; give rows");
    }
    FeatureEncoder encoder = spec.encoder();
    TimeStep step = encoder.step();
    int index = encoder.group(group);
    int count =
        spec.streaming() == StreamingMode.SLIDING
            ? Math.min(rows.length, window().context())
            : rows.length;
    Tensor seen = Tensor.zeros(count, encoder.inputSize());
    for (int i = 0; i < count; i++) {
      int row = rows.length - count + i;
      encoder.encodeStep(
          index, step.plus(first, row), rows[row], seen.data(), i * encoder.inputSize());
    }
    LocalDateTime origin = step.plus(first, rows.length - 1L);
    Tensor known = Tensor.zeros(1, spec.horizon(), encoder.knownSize());
    encoder.encodeAhead(index, origin, rows[rows.length - 1], known.data(), 0);
    double[] out = new double[spec.outputSize()];
    try (Workspace workspace = Workspace.threads(1)) {
      float[] said = run(workspace, Seq.packed(seen, Lengths.of(count)), known);
      float[] answer = new float[out.length];
      float[] scales = calibration.scales();
      calibration.scale(seen.data(), 0, encoder.inputSize(), count, scales);
      calibration.apply(said, 0, scales, answer, 0);
      encoder.restore(index, answer, 0, out);
    }
    return new Forecast(group, origin, step, window().targets(), out);
  }

  /// As [#predict(String,LocalDateTime,double[]...)], for series of whole days.
  public Forecast predict(String group, LocalDate first, double[]... rows) {
    return predict(group, first.atStartOfDay(), rows);
  }

  private float[] run(Workspace workspace, Seq seen, Tensor known) {
    try (Tape tape = workspace.inference()) {
      return network.forward(tape, seen, known).copy().data();
    }
  }

  /// What the gates do in one window; empty if the cell is no GRU.
  ///
  /// @param i a window below `windows.size()`
  /// @throws IllegalArgumentException if the windows are not of this model's kind
  public Optional<GruTrace> trace(Windows windows, int i) {
    return stack() instanceof Gru gru
        ? Optional.of(gru.trace(stackInput(spec.encoder().batch(windows, i).inputs())))
        : Optional.empty();
  }

  /// The recurrent stack, frozen, to look inside; it reads what [#stackInput] makes.
  public Recurrent stack() {
    return network.stack();
  }

  /// What the recurrent stack reads of B sequences of encoded steps: the steps, or with
  /// [Architecture.Segments] coded segments, those of target d of sequence b in sequence b·D + d.
  ///
  /// @param seen `[ΣT,F]`, as [FeatureEncoder#encodeStep] writes them
  /// @return `[ΣT,stack().spec().inputSize()]`
  public Seq stackInput(Seq seen) {
    try (Tape tape = Tape.inference()) {
      return network.stackInput(tape, seen).copy();
    }
  }

  /// A stepper for one thread, in the model's streaming mode.
  public ForecastStepper stepper() {
    return stepper(Precision.FLOAT32);
  }

  /// The same, on recurrent weights that are stored in another precision. States may move between
  /// steppers of any precision.
  ///
  /// @throws IllegalArgumentException if a weight is too large for the precision, or the network is
  ///   one over segments, which runs in floats only
  public ForecastStepper stepper(Precision precision) {
    EncodedStepper.Served served = new EncodedStepper.Served(spec, fingerprint.bits(), calibration);
    EncodedStepper stepper =
        switch (network) {
          case SegmentNetwork segments -> {
            requireFloats(precision);
            yield new SlidingSegments(served, segments);
          }
          case PlainNetwork plain ->
              switch (spec.streaming()) {
                case CARRIED -> new CarriedSteps(served, packed(plain, precision));
                case SLIDING -> new SlidingSteps(served, packed(plain, precision));
              };
        };
    return new ForecastStepper(spec, stepper);
  }

  private static void requireFloats(Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "a network over segments answers in FLOAT32 only, not in "
              + precision
              + ": it reads a whole context for each event");
    }
  }

  /// Packed at first use, then shared by all steppers.
  private synchronized PackedForecast packed(PlainNetwork plain, Precision precision) {
    return packed.computeIfAbsent(
        precision, p -> new PackedForecast(spec, plain, KernelChoice.current().kernels(), p));
  }

  @Override
  public String toString() {
    List<String> groups = spec.encoder().groups();
    return "ForecastModel " + fingerprint + "[" + spec + ", groups " + groups + "]";
  }
}
