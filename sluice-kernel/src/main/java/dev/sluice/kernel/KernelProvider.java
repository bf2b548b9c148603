package dev.sluice.kernel;

/// Brings an implementation of [Kernels]; found by [java.util.ServiceLoader].
///
/// The implementing class must load and answer [#availability()] wherever Java runs: whatever the
/// kernels themselves need (modules, instructions, libraries) may be named only by classes that
/// [#create()] touches.
public interface KernelProvider {

  /// What `-Dsluice.kernels` calls it, the same as [Kernels#name()].
  String name();

  /// Among the available providers the one with the highest rank is taken; scalar code has 0.
  int rank();

  /// Whether [#create()] would work, found out by asking, not by trying.
  Availability availability();

  /// The kernels; to be called only if [#availability()] says so.
  Kernels create();
}
