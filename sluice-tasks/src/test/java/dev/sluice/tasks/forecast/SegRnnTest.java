package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table's data and recipe, on a made-up series of the same form.
class SegRnnTest {
  private static final LocalDateTime FIRST = LocalDateTime.of(2016, 7, 1, 0, 0);

  @TempDir private Path directory;

  /// Days of 24 hours, more rows than are used.
  private Series series() throws IOException {
    var text = new StringBuilder("date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT\n");
    for (int t = 0; t < 14_500; t++) {
      text.append(FIRST.plusHours(t).toString().replace('T', ' ')).append(":00");
      for (int column = 0; column < 7; column++) {
        double value = Math.sin(Math.PI * t / 12 + column) + Math.cos(0.01 * t * (column + 1));
        text.append(String.format(Locale.ROOT, ",%.3f", value));
      }
      text.append('\n');
    }
    return SegRnn.read(Files.writeString(directory.resolve("ETTh1.csv"), text));
  }

  @Test
  void windowsAreThoseOfThePublishedTables() throws IOException {
    WindowSplit split = new SegRnn(SegRnn.Set.ETTH1, 96).split(series());
    assertThat(split.train().size()).isEqualTo(8640 - 720 - 96 + 1);
    assertThat(split.validation().size()).isEqualTo(2785);
    Windows test = split.test();
    assertThat(test.size()).isEqualTo(2785);
    assertThat(test.origin(0)).isEqualTo(FIRST.plusHours(11_519)); // the first target is row 11,520
    assertThat(test.lastTarget(2784)).isEqualTo(FIRST.plusHours(14_399));
    assertThat(split.trainingRows().longest()).isEqualTo(8640);
  }

  @Test
  void theRecipeTrains() throws IOException {
    SegRnn field = new SegRnn(SegRnn.Set.ETTH2, 96);
    WindowSplit split = field.split(series());
    SegmentTraining small =
        new SegmentTraining(
            4, 48, 0, Architecture.Place.POSITION, Output.MEDIAN, 0.1, 0.02, 2, 128, 0.5);
    Forecaster network = small.forecaster(split.encoder(), Seed.of(1));
    try (Workspace workspace = Workspace.threads(1)) {
      var report =
          small
              .trainer(network, Seed.of(2))
              .workspace(workspace)
              .fit(
                  small.data(network, split.train()),
                  small.validation(network, split.validation()));
      assertThat(report.steps()).isEqualTo(4);
      assertThat(report.epochs().getLast().train()).isLessThan(report.epochs().getFirst().train());
    }
  }

  @Test
  void thePapersNumbersStandWhereTheyBelong() {
    assertThat(new SegRnn(SegRnn.Set.ETTH1, 720).published())
        .isEqualTo(new SegRnn.Published(0.466, 0.472));
    assertThat(new SegRnn(SegRnn.Set.ETTH2, 192).published())
        .isEqualTo(new SegRnn.Published(0.341, 0.389));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SegRnn(SegRnn.Set.ETTH1, 97))
        .withMessage("the table has the horizons [96, 192, 336, 720], not 97");
  }
}
