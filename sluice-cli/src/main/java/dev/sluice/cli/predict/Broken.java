package dev.sluice.cli.predict;

/// What is done about a line or a series that cannot be read.
public enum Broken {
  /// It is answered in its place, and the rest go on.
  ANSWER,
  /// Nothing more is read.
  STOP
}
