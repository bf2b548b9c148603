/// NumPy's files: `.npy`, one array, and `.npz`, a zip of them (format versions 1.0 to 3.0).
///
/// ```
/// Npz ─ ZipEntries ─ Npy ─ NpyHeader
/// ```
@NullMarked
package dev.sluice.formats.npy;

import org.jspecify.annotations.NullMarked;
