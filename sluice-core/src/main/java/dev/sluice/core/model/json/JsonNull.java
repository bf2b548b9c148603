package dev.sluice.core.model.json;

/// The JSON value `null`.
public enum JsonNull implements Json {
  /// `null`
  NULL
}
