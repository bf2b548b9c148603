/// Networks of Keras: `.keras` (Keras 3, and 2.12 to 2.15) and HDF5 (all versions).
///
/// ```
/// KerasForeign, KerasModel ─ KerasLayers ─ LayerReader ─ KerasFile ─ WeightStore ─ hdf.HdfGroup
/// ```
@NullMarked
package dev.sluice.formats.keras;

import org.jspecify.annotations.NullMarked;
