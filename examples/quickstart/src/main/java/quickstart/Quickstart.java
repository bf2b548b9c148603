package quickstart;

/// The first program.
public final class Quickstart {
  private Quickstart() {}

  /// Runs it; `args` are not used.
  public static void main(String[] args) {
    System.out.println("Hello, Sluice.");
  }
}
