/// Stored models: saving and loading of frozen networks, checkpoints, and the files beneath.
///
/// ```
/// ModelDirectory ─┬─ config.json        strict JSON, see dev.sluice.core.model.json
///                 ├─ model.safetensors  SafetensorsFile
///                 └─ extra files, README.md
/// CheckpointStore ── checkpoint-<step>.sluice   Checkpoint
/// ```
///
/// What is written appears whole or not at all (`AtomicFiles`). What is read is checked before
/// memory is taken for it, and refused with one sentence, a [dev.sluice.core.model.ModelException].
/// Nothing here knows what a network computes; applications fill in configuration, names and
/// numbers.
@NullMarked
package dev.sluice.core.model;

import org.jspecify.annotations.NullMarked;
