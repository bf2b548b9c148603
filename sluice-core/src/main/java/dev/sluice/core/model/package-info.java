/// Stored models: saving and loading of frozen networks.
@NullMarked
package dev.sluice.core.model;

import org.jspecify.annotations.NullMarked;
