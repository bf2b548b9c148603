package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Overwrite;
import dev.sluice.testing.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page as a person meets it: opened from disk, drawn, moved by keys and pointer, printed.
///
/// Runs with `mvn test -Pbrowser -pl sluice-cli -am`; pictures to look at go to `target/pictures`.
class ReportInBrowser {
  private static final int RIGHT = 39;
  private static final int END = 35;
  private static final int HOME = 36;
  private static final Path PICTURES = Path.of("target/pictures");

  @TempDir static Path folder;

  private static @Nullable Browser started;
  private static Path page = Path.of("report.html");

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> chromium = Browser.installed();
    Skip.unless(chromium.isPresent(), Skip.Reason.BROWSER_ABSENT, "no chromium on PATH");
    page = folder.resolve("report.html");
    Samples.report()
        .fact("Data", "</script><script>alert('bad')</script>")
        .write(page, Overwrite.REFUSE);
    Files.createDirectories(PICTURES);
    started =
        Browser.start(chromium.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    browser().emulate(1280, "light", "");
    browser().open(page);
  }

  private static Browser browser() {
    if (started == null) {
      throw new IllegalStateException("no browser");
    }
    return started;
  }

  @Test
  void opensFromDiskWithoutComplaintOrNetwork() {
    assertThat(browser().complaints()).isEmpty();
    assertThat(browser().requests()).containsExactly(page.toUri().toString());
  }

  @Test
  void everyChartIsDrawn() throws Exception {
    // Forecast, error by step, coverage, quantiles, loss, and two inputs of the gates.
    assertThat(count(".plot svg[role=img]", "e.clientWidth > 200 && e.clientHeight > 80"))
        .isEqualTo(7);
    assertThat(count(".plot svg path.series", "e.getTotalLength() > 50")).isGreaterThan(15);
    assertThat(count("canvas", "e.clientWidth > 200 && e.clientHeight > 80")).isEqualTo(2);
    String colours =
        """
        new Set([...document.querySelectorAll("canvas")].flatMap(e => {
          const data = e.getContext("2d").getImageData(0, 0, e.width, e.height).data;
          return Array.from({length: data.length / 4}, (_, i) => data.slice(4 * i, 4 * i + 4).join());
        })).size
        """;
    assertThat(Integer.parseInt(browser().value(colours.strip()))).isGreaterThan(20);
  }

  @Test
  void keysMoveTheSlider() throws Exception {
    browser().value("document.getElementById('window').focus()");
    browser().press("Home", HOME);
    String first = title();
    String drawing = path();
    browser().press("ArrowRight", RIGHT);
    assertThat(browser().value("document.getElementById('window').value")).isEqualTo("1");
    assertThat(title()).isNotEqualTo(first).contains("issued 2015-");
    assertThat(path()).isNotEqualTo(drawing);
    browser().press("End", END);
    assertThat(browser().value("document.getElementById('window').getAttribute('aria-valuetext')"))
        .startsWith("63 of 63: New York, issued 2015-12-");
  }

  @Test
  void buttonsChooseNamedWindows() throws Exception {
    browser()
        .value(
            "[...document.querySelectorAll('button')].find(e => e.textContent === 'Latest').click()");
    assertThat(title()).startsWith("Seattle, issued 2015-12-26");
    browser()
        .value(
            "[...document.querySelectorAll('button')].find(e => e.textContent === 'Worst').click()");
    assertThat(count("button[aria-pressed=true]", "e.textContent === 'Worst'")).isOne();
    assertThat(count("button[aria-pressed=true]", "true")).isOne();
  }

  @Test
  void keysReadCharts() throws Exception {
    browser().value("document.querySelector('.plot svg').focus()");
    browser().press("End", END);
    assertThat(browser().value("document.querySelector('.readout').textContent"))
        .containsPattern(
            "truth −?\\d+\\.\\d · GRU −?\\d+\\.\\d \\(−?\\d+\\.\\d to −?\\d+\\.\\d\\) · seasonal-naive ");
  }

  @Test
  void keysReadGates() throws Exception {
    browser().value("document.querySelector('canvas').focus()");
    browser().press("End", END);
    browser().press("ArrowDown", 40);
    assertThat(browser().value("[...document.querySelectorAll('.readout')].at(-1).textContent"))
        .containsPattern(
            "2015-12-26 · temp_max \\d+\\.\\d · wind \\S+ · unit 2 · z 0\\.\\d{3} · r 0\\.\\d{3}");
  }

  @Test
  void thePointerReadsGates() throws Exception {
    browser().value("document.querySelector('canvas').scrollIntoView({block: 'center'})");
    browser().point("document.querySelector('canvas')");
    assertThat(browser().value("[...document.querySelectorAll('.readout')].at(-1).textContent"))
        .containsPattern("unit 3 · z 0\\.\\d{3} · r 0\\.\\d{3}");
    assertThat(count(".cross", "!e.hidden")).isEqualTo(2);
  }

  @Test
  void everyPictureHasItsNumbers() throws Exception {
    browser().value("document.querySelectorAll('details').forEach(e => e.open = true)");
    browser().settle();
    assertThat(count("details table tbody tr", "true")).isGreaterThan(50);
    assertThat(count("details", "e.querySelector('table')")).isEqualTo(7);
    assertThat(
            count(
                "details table",
                "e.textContent.includes('NaN') || e.textContent.includes('undefined')"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "1280,dark", "400,light", "400,dark"})
  void nothingIsWiderThanThePage(int width, String colours) throws Exception {
    browser().emulate(width, colours, "");
    browser().open(page);
    assertThat(
            browser()
                .value(
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isEqualTo("true");
    int height = Integer.parseInt(browser().value("document.documentElement.scrollHeight"));
    Files.write(PICTURES.resolve(colours + "-" + width + ".png"), browser().picture(width, height));
  }

  @Test
  void printsOnPaperInLightColours() throws Exception {
    browser().emulate(400, "dark", "");
    browser().open(page);
    byte[] pdf = browser().print();
    assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
    Files.write(PICTURES.resolve("print.pdf"), pdf);
    browser().emulate(400, "dark", "print");
    assertThat(browser().value("getComputedStyle(document.documentElement).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
  }

  private static String title() throws Exception {
    return browser().value("document.getElementById('window-title').textContent");
  }

  private static String path() throws Exception {
    return browser().value("document.querySelector('.plot svg path.model').getAttribute('d')");
  }

  /// How many elements fit a selector and a condition on `e`.
  private static int count(String selector, String condition) throws Exception {
    return Integer.parseInt(
        browser()
            .value(
                "[...document.querySelectorAll('%s')].filter(e => %s).length"
                    .formatted(selector, condition)));
  }
}
