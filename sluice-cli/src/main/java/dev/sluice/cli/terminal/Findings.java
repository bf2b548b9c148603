package dev.sluice.cli.terminal;

import dev.sluice.core.model.json.JsonObject;

/// What was found out, for a person and for a program.
///
/// @param table lines without a last line end
/// @param json the same numbers, unrounded
public record Findings(String table, JsonObject json) {}
