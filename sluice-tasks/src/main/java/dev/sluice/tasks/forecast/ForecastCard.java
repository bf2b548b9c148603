package dev.sluice.tasks.forecast;

import dev.sluice.core.model.Version;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;

/// What people want to know of a model, for its `README.md`.
///
/// No time, host or number of threads: the same training gives the same bytes.
///
/// @param data what it was trained on and what was kept for the test
/// @param results how good it is, as a table or a sentence
/// @param command what makes it again
public record ForecastCard(String data, String results, String command) {
  /// The text, Markdown.
  String text(ForecastSpec spec) {
    Window window = spec.encoder().window();
    TimeStep step = spec.encoder().step();
    String targets = String.join(", ", window.targets());
    return """
    # %s, %s ahead

    A forecaster of Sluice %s: from %s of %s to a point and an 80 %% interval for each of the next %s, for %s.

    ## Network
    %s

    ## Data
    %s

    ## Results
    %s

    ## Made by
    %s

    ## Use
    ```java
    ForecastModel model = ForecastModel.load(Path.of("…"));
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    Forecast forecast = stepper.next(group, time, values, state); // one step after the other
    ```
    """
        .formatted(
            targets,
            step.times(window.horizon()),
            Version.CURRENT,
            step.times(window.context()),
            String.join(", ", window.inputs()),
            step.times(window.horizon()),
            String.join(", ", spec.encoder().groups()),
            network(spec),
            data.strip(),
            results.strip(),
            command.strip());
  }

  private static String network(ForecastSpec spec) {
    TimeStep step = spec.encoder().step();
    String way =
        switch (spec.architecture()) {
          case Architecture.Plain plain ->
              "straight path: the last " + step.times(plain.straightSteps());
          case Architecture.Segments segments ->
              "over segments of " + step.times(segments.length()) + ", each target by itself";
        };
    return "- recurrent stack: `%s`\n- %s\n- output: %s\n- streaming: %s"
        .formatted(spec.cell(), way, spec.output(), spec.streaming());
  }
}
