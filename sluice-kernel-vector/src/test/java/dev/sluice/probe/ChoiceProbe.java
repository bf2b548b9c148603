package dev.sluice.probe;

import dev.sluice.kernel.KernelChoice;

/// Prints the choice of kernels; in a package of its own, so that it can be outside the library's
/// modules.
final class ChoiceProbe {
  private ChoiceProbe() {}

  public static void main(String[] args) {
    KernelChoice.current();
    KernelChoice choice = KernelChoice.current();
    System.out.println("chosen " + choice.kernels().name());
    choice.candidates().forEach(c -> System.out.println(c.name() + ": " + c.availability()));
    System.out.println("module " + KernelChoice.class.getModule().getName());
  }
}
