package dev.sluice.kernel.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sluice.kernel.Availability;
import dev.sluice.kernel.KernelProvider;
import dev.sluice.kernel.Kernels;
import java.lang.management.ManagementFactory;

/// Offers the vector kernels where the JVM has the Vector API and the processor a fused
/// multiply-add.
///
/// This class names nothing of `jdk.incubator.vector`: on the class path it is loaded also where
/// that module is not.
public final class VectorKernelProvider implements KernelProvider {
  private static final String INCUBATOR = "jdk.incubator.vector";

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public Availability availability() {
    if (!incubatorIsThere()) {
      return Availability.unavailable(
          "the module " + INCUBATOR + " is not loaded",
          "start java with --add-modules=" + INCUBATOR);
    }
    if (!fmaIsFast()) {
      return Availability.unavailable(
          "this JVM has no fused multiply-add instruction to use",
          "run on a processor with FMA (x86-64-v3 or later) and without -XX:-UseFMA or a small -XX:UseAVX");
    }
    return Availability.available();
  }

  @Override
  public Kernels create() {
    return new VectorKernels();
  }

  private static boolean incubatorIsThere() {
    Module own = VectorKernelProvider.class.getModule();
    // On the module path our own layer holds it, since module-info requires it; else the boot layer
    // may.
    ModuleLayer layer = own.isNamed() ? own.getLayer() : ModuleLayer.boot();
    return layer.findModule(INCUBATOR).isPresent();
  }

  /// Without the instruction each exact `fma` goes through `BigDecimal`, hundreds of times slower.
  /// Only HotSpot's flag tells: the Vector API does not, and timing would be guessing. Where there
  /// is no such flag we trust the processor.
  private static boolean fmaIsFast() {
    HotSpotDiagnosticMXBean hotspot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return hotspot == null || Boolean.parseBoolean(hotspot.getVMOption("UseFMA").getValue());
  }
}
