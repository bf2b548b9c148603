/// Zip archives in memory: checked before anything is inflated.
@NullMarked
package dev.sluice.formats.zip;

import org.jspecify.annotations.NullMarked;
