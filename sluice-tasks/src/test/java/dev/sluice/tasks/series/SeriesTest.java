package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void bundledWeatherIsTheFileItsProvenanceDescribes()
      throws IOException, GeneralSecurityException {
    try (InputStream in = Series.class.getResourceAsStream("weather.csv");
        InputStream note = Series.class.getResourceAsStream("weather.SOURCE.md")) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      assertThat(note).asString(StandardCharsets.UTF_8).contains(HexFormat.of().formatHex(hash));
    }
  }

  @Test
  void bundledWeatherHasTwoCitiesOverFourYears() {
    Series series = Weather.SERIES;
    assertThat(series.columns()).containsExactly("precipitation", "temp_max", "temp_min", "wind");
    assertThat(series.groups()).extracting(Group::name).containsExactly("Seattle", "New York");
    for (Group group : series.groups()) {
      assertThat(group.length()).isEqualTo(1461);
      assertThat(group.axis().first()).isEqualTo("2012-01-01T00:00");
      assertThat(group.axis().last()).isEqualTo("2015-12-31T00:00");
    }
    Group seattle = series.groups().get(series.group("Seattle"));
    assertThat(seattle.value(series.column("temp_max"), 1)).isEqualTo(10.6);
    Group newYork = series.groups().get(series.group("New York"));
    assertThat(newYork.value(series.column("wind"), 1460)).isEqualTo(5.5);
  }

  @Test
  void beforeCutsEveryGroup() {
    Series cut = Weather.SERIES.before(Weather.TEST_FROM);
    assertThat(cut.groups())
        .allSatisfy(group -> {
          assertThat(group.axis().last()).isEqualTo("2015-03-06T00:00");
          assertThat(group.length()).isEqualTo(1161);
        });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.before(LocalDate.of(2012, 1, 1)))
        .withMessageContaining("no row before 2012-01-01");
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.column("temp"))
        .withMessageContaining("no column temp")
        .withMessageContaining("temp_max");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.group("Boston"))
        .withMessageContaining("Seattle");
  }

  @Test
  void valuesInMemoryAreChecked() {
    var axis = TimeAxis.days(LocalDate.of(2020, 1, 1), 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.of("a", axis, new double[] {1}))
        .withMessageContaining("1 values for 2 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.of("a", axis, new double[] {1, Double.NaN}))
        .withMessageContaining("2020-01-02");
    Group group = Group.of("a", axis, new double[] {1, 2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.of(List.of("x"), List.of(group, group)))
        .withMessageContaining("group a occurs twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.of(List.of("x", "y"), List.of(group)))
        .withMessageContaining("1 columns");
  }
}
