package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.report.LineChart.Line;
import dev.sluice.cli.report.LineChart.Point;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {
  private static Document drawn(LineChart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.svg())));
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  private static LineChart chart(Line... lines) {
    return new LineChart("A & \"B\" <C>", "steps", "loss", List.of(lines));
  }

  @Test
  void ticksAreWherePointsAreAndRoundNumbersApart() throws Exception {
    Document svg =
        drawn(
            chart(
                new Line("one", List.of(new Point(10, 55.5, 45, 58), Point.of(1000, 79))),
                new Line("two", List.of(Point.of(100, 60)))));
    assertThat(texts(svg))
        .containsExactly(
            "A & \"B\" <C>",
            "steps",
            "loss",
            "40",
            "50",
            "60",
            "70",
            "80",
            "10",
            "100",
            "1000",
            "one",
            "two");
    assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("A & \"B\" <C>");
  }

  @Test
  void theXAxisIsLogarithmicAndABarReachesFromTheLeastToTheMost() {
    Line line =
        new Line("one", List.of(new Point(10, 0.5, 0, 1), Point.of(100, 1), Point.of(1000, 0)));
    assertThat(chart(line).svg())
        .contains("d=\"M72.0 173.0L335.0 58.0L598.0 288.0\"")
        .contains("d=\"M72.0 288.0V58.0M");
  }

  @Test
  void aSinglePointIsInTheMiddle() throws Exception {
    LineChart chart = chart(new Line("one", List.of(Point.of(7, 0))));
    assertThat(chart.svg()).contains("d=\"M335.0 288.0\"");
    assertThat(texts(drawn(chart))).contains("7", "0", "one");
  }

  @Test
  void aNumberThatWouldLieOnTheOneBeforeIsLeftOut() throws Exception {
    LineChart chart =
        chart(new Line("one", List.of(Point.of(7, 0), Point.of(24, 1), Point.of(24.5, 2))));
    assertThat(texts(drawn(chart))).contains("7", "24").doesNotContain("24.5");
    assertThat(chart.svg().split("v5", -1)).hasSize(4); // three ticks
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> Point.of(0, 1)).hasMessageContaining("x above 0");
    assertThatThrownBy(() -> Point.of(1, Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> chart()).hasMessageContaining("has lines");
  }
}
