package guide;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Computes the numbers and figures of the guide and writes them into it.
///
/// ```
/// guide.Guide DOCS [part…]
/// ```
///
/// Without names every part but `speed` is computed. All of them but `speed` give the same bytes on
/// every machine.
public final class Guide {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final Map<String, Supplier<Part>> PARTS = parts();

  private Guide() {}

  private static Map<String, Supplier<Part>> parts() {
    Map<String, Supplier<Part>> parts = new LinkedHashMap<>();
    parts.put("step", StepByHand::new);
    parts.put("gradient", GradientFlow::new);
    parts.put("cells", CellSizes::new);
    parts.put("year", GatesOfAYear::new);
    parts.put("memory", MemoryTask::new);
    parts.put("nearest", Nearest::new);
    parts.put("pooling", Pooling::new);
    parts.put("few", FewWindows::new);
    parts.put("speed", CellSpeed::new);
    return parts;
  }

  /// Writes the named parts into the guides in the directory given first.
  public static void main(String[] args) {
    if (args.length == 0 || !Files.exists(Path.of(args[0], "guide.en.md"))) {
      System.err.println("usage: guide.Guide DOCS [" + String.join("|", PARTS.keySet()) + "]…");
      System.err.println("DOCS holds guide.en.md and guide.zh.md");
      System.exit(2);
    }
    Page page = new Page(Path.of(args[0]));
    List<String> names = new ArrayList<>(List.of(args).subList(1, args.length));
    if (names.isEmpty()) {
      names.addAll(PARTS.keySet());
      names.remove("speed");
    }
    for (String name : names) {
      Supplier<Part> part = PARTS.get(name);
      if (part == null) {
        System.err.println("there is no part " + name + "; there are " + PARTS.keySet());
        System.exit(2);
        return;
      }
      long start = CLOCK.getCurrentThreadCpuTime();
      part.get().write(page);
      double seconds = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
      System.out.println(name + Text.of(": %.1f s of processor time", seconds));
    }
  }
}
