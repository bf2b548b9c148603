package dev.sluice.kernel;

import dev.sluice.kernel.Availability.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which kernels run, and why: the best available ones, or those that
/// `-Dsluice.kernels=scalar|vector` names.
///
/// Nothing depends on the choice but speed: all kernels give the same bits.
///
/// @param kernels the checked kernels that were chosen
/// @param candidates all kernels that were found, the highest rank first
/// @param fallback why better ones than the chosen were not taken, unless they were or the choice
///   was forced
public record KernelChoice(
    CheckedKernels kernels, List<Candidate> candidates, Optional<Unavailable> fallback) {

  /// The system property that forces the choice.
  public static final String PROPERTY = "sluice.kernels";

  private static final Unavailable NO_VECTOR =
      new Unavailable(
          "sluice-kernel-vector is not on the module path or class path",
          "add the dependency dev.sluice:sluice-kernel-vector");

  private static @Nullable KernelChoice current;

  /// Kernels that were found.
  ///
  /// @param name as `-Dsluice.kernels` knows them
  /// @param availability whether they run here; if not, why, and the cure
  public record Candidate(String name, Availability availability) {}

  /// The choice for this JVM, made at the first call, which warns once (by [System.Logger]) if it
  /// had to fall back.
  ///
  /// @throws IllegalStateException if the property names kernels that are unknown or not available
  public static synchronized KernelChoice current() {
    KernelChoice choice = current;
    if (choice == null) {
      choice = choose(providers(), System.getProperty(PROPERTY));
      choice.fallback().ifPresent(KernelChoice::warn);
      current = choice;
    }
    return choice;
  }

  /// The choice among given providers.
  ///
  /// @param forced the name to take, or null for the best available
  static KernelChoice choose(List<KernelProvider> providers, @Nullable String forced) {
    List<KernelProvider> ranked =
        providers.stream()
            .sorted(Comparator.comparingInt(KernelProvider::rank).reversed())
            .toList();
    List<Candidate> candidates =
        ranked.stream().map(p -> new Candidate(p.name(), p.availability())).toList();
    int taken = forced == null ? firstAvailable(candidates) : find(candidates, forced);
    Optional<Unavailable> fallback =
        forced == null ? whyNotBetter(candidates, taken) : Optional.empty();
    Kernels kernels = ranked.get(taken).create();
    return new KernelChoice(CheckedKernels.of(kernels), candidates, fallback);
  }

  private static List<KernelProvider> providers() {
    List<KernelProvider> providers = new ArrayList<>();
    providers.add(new ScalarKernelProvider());
    // Our own class loader, not the thread's: inside an engine the thread's may not see this
    // library.
    ServiceLoader.load(KernelProvider.class, KernelProvider.class.getClassLoader())
        .forEach(providers::add);
    return providers;
  }

  private static int firstAvailable(List<Candidate> candidates) {
    int i = 0;
    while (candidates.get(i).availability() instanceof Unavailable) {
      i++;
    }
    return i;
  }

  private static int find(List<Candidate> candidates, String forced) {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).name().equals(forced)) {
        if (candidates.get(i).availability() instanceof Unavailable(String reason, String cure)) {
          throw new IllegalStateException(
              "-D%s=%s cannot be had, because %s; cure: %s, or leave the property out"
                  .formatted(PROPERTY, forced, reason, cure));
        }
        return i;
      }
    }
    String cure = forced.equals("vector") ? NO_VECTOR.cure() + ", or " : "";
    throw new IllegalStateException(
        "-D%s=%s names no kernels that are here; cure: %sset one of %s, or leave the property out"
            .formatted(
                PROPERTY,
                forced,
                cure,
                candidates.stream().map(Candidate::name).collect(Collectors.joining(", "))));
  }

  private static Optional<Unavailable> whyNotBetter(List<Candidate> candidates, int taken) {
    for (Candidate better : candidates.subList(0, taken)) {
      if (better.availability() instanceof Unavailable why) {
        return Optional.of(why);
      }
    }
    boolean scalar = candidates.get(taken).name().equals("scalar");
    return scalar ? Optional.of(NO_VECTOR) : Optional.empty();
  }

  private static void warn(Unavailable why) {
    System.getLogger(KernelChoice.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "Sluice runs its slow scalar kernels, because {0}; cure: {1} (or accept it with -D{2}=scalar)",
            why.reason(),
            why.cure(),
            PROPERTY);
  }
}
