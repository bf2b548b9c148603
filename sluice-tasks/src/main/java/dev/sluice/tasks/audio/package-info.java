/// From a WAV file, or from samples as they come, to frames of features; knows no network.
///
/// ```
/// Wav ─► Sound ──────────────► AudioAugmentation ─► Features ─► FrameScale ─► network
///        [n], rate             Sound ─► Sound       [T,D]       [T,D]
/// Pcm ─► ResamplerStream ─────────────────────────► FeatureStream ─► ScaleStream
/// bytes  samples of the wanted rate                 a frame [D]      at a time
/// ```
///
/// The lower way gives the same bits as the upper one, however the samples are cut into pieces, and
/// allocates nothing once it runs. Sums are in double and in one order, sines and logarithms are
/// those of `StrictMath`, so features have the same bits on every machine.
///
/// A [dev.sluice.tasks.audio.Manifest] names recordings and what is said in them; an
/// [dev.sluice.tasks.audio.AudioInput] is all of the way from sound to steps, as a model keeps it.
///
/// Files that cannot be read throw an [AudioException], wrong arguments an
/// [IllegalArgumentException]. What can be read but is hardly meant, such as silence, is told by
/// [Sound#findings].
@NullMarked
package dev.sluice.tasks.audio;

import org.jspecify.annotations.NullMarked;
