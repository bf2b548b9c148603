package guide;

/// A section of the guide that is computed.
interface Part {
  /// Computes it and writes it into the guide.
  void write(Page page);
}
