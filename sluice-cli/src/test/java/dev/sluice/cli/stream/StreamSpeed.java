package dev.sluice.cli.stream;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;

/// Not a test: prints how many events a second `sluice stream` answers, reading and writing of JSON
/// included, and what memory it holds. The command stands in `docs/performance.md`.
final class StreamSpeed {
  private static final int SHARE = 10;

  private StreamSpeed() {}

  /// @param args `recurrent` or `forecast`; events; distinct keys, each of which comes in turn;
  ///   keys at a time
  public static void main(String[] args) throws IOException {
    boolean forecast = args[0].equals("forecast");
    int events = Integer.parseInt(args[1]);
    int keys = Integer.parseInt(args[2]);
    int most = Integer.parseInt(args[3]);
    Events answers =
        forecast
            ? new ForecastEvents(
                TestModels.weather(
                    Window.of(28, 1).target("temp_max").inputs("temp_max"),
                    64,
                    2,
                    StreamingMode.CARRIED),
                Precision.FLOAT32,
                256)
            : new RecurrentEvents(stack(), Precision.FLOAT32, 256);
    KeyStates states = new KeyStates(most, WhenFull.EVICT, answers.zeroState());
    // As the command's, but that nothing is kept.
    var nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            new PrintWriter(nowhere), new PrintWriter(System.err, true, StandardCharsets.UTF_8), 0);
    var clock = ManagementFactory.getThreadMXBean();
    var machine =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int part = 0; part < SHARE; part++) {
      int from = (int) ((long) events * part / SHARE);
      int to = (int) ((long) events * (part + 1) / SHARE);
      long thread = clock.getCurrentThreadCpuTime();
      long process = machine.getProcessCpuTime();
      long wall = System.nanoTime();
      var source =
          new EventStream.Source(new Generator(forecast, keys, from, to), answers.longestLine());
      new EventStream(terminal, answers, states, EventStream.WhenBroken.STOP, source).run();
      double count = to - from;
      System.out.printf(
          Locale.ROOT,
          "%,11d events  a second: %,9.0f of the thread's time, %,9.0f of the process', %,9.0f of the clock's;  load %.1f, heap after collection %,d KiB%n",
          to,
          1e9 * count / (clock.getCurrentThreadCpuTime() - thread),
          1e9 * count / (machine.getProcessCpuTime() - process),
          1e9 * count / (System.nanoTime() - wall),
          machine.getSystemLoadAverage(),
          heap());
    }
  }

  private static RecurrentModel stack() {
    return TestModels.stack(GruSpec.of(8, 64).layers(2));
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
  }

  /// Makes events while they are read.
  private static final class Generator extends InputStream {
    private final boolean forecast;
    private final int keys;
    private final int to;
    private int event;
    private byte[] line = new byte[0];
    private int at;
    private String time = "";

    Generator(boolean forecast, int keys, int from, int to) {
      this.forecast = forecast;
      this.keys = keys;
      this.to = to;
      event = from;
    }

    private boolean more() {
      if (at < line.length) {
        return true;
      }
      if (event == to) {
        return false;
      }
      StringBuilder text = new StringBuilder("{\"key\":\"sensor-").append(event % keys);
      if (forecast) {
        if (event % keys == 0 || time.isEmpty()) {
          time = LocalDate.of(1970, 1, 1).plusDays(event / keys).toString();
        }
        text.append("\",\"time\":\"").append(time).append("\",\"temp_max\":");
        text.append(event % 400 / 10).append('.').append(event % 10).append("}\n");
      } else {
        text.append("\",\"x\":[");
        for (int i = 0; i < 8; i++) {
          text.append(i == 0 ? "0." : ",-1.").append((event * 31 + i * 7) % 10_000);
        }
        text.append("]}\n");
      }
      line = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      at = 0;
      event++;
      return true;
    }

    @Override
    public int read() {
      return more() ? line[at++] : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      int count = 0;
      while (count < length && more()) {
        int part = Math.min(length - count, line.length - at);
        System.arraycopy(line, at, to, offset + count, part);
        at += part;
        count += part;
      }
      return count == 0 ? -1 : count;
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
