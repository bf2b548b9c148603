/// Sluice beside its peers: verified first, then timed, in one run.
///
/// ```
/// Compare ─► Workload × Peer ─► Peer.Session ─► Verification ─► Rounds ─► Table
/// ```
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
