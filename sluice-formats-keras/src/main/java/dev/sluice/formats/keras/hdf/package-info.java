/// HDF5 in memory, as far as Keras uses it: groups, float datasets, texts as attributes.
///
/// ```
/// HdfGroup ─ HdfStorage ─ Source          names, children, tensors, texts ─ bounded reads ─ budget
/// ```
@NullMarked
package dev.sluice.formats.keras.hdf;

import org.jspecify.annotations.NullMarked;
