/// What only the modules together can show: the rules of the architecture, the published poms, the
/// command, and a user's own project built on them.
@NullMarked
package dev.sluice.it;

import org.jspecify.annotations.NullMarked;
