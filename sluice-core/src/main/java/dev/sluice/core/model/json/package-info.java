/// A strict, small JSON: immutable values, a reader that refuses what the standard (RFC 8259)
/// refuses, and a deterministic writer.
///
/// ```
/// bytes ── JsonReader ──► Json ── JsonView ──► int, float, String …   (errors name the place: layers[0].hidden)
///                          Json ── JsonWriter ──► the same bytes for the same value, always
/// ```
///
/// Called by the model files and by whatever stores its configuration in them; calls nothing but
/// the JDK.
@NullMarked
package dev.sluice.core.model.json;

import org.jspecify.annotations.NullMarked;
