/// Two tasks made of nothing but remembering, to see where a cell begins to forget.
///
/// ```
/// MemoryTraining ─ MemoryNetwork ─ MemoryTask
/// ```
@NullMarked
package dev.sluice.tasks.memory;

import org.jspecify.annotations.NullMarked;
