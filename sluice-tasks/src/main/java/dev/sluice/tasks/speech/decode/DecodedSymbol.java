package dev.sluice.tasks.speech.decode;

/// A symbol and the frames that say it.
///
/// @param symbol its class, never the blank
/// @param first the first frame that says it
/// @param last the last such frame
/// @param peak where it is likeliest, the first of equal ones
/// @param probability of its class there
public record DecodedSymbol(int symbol, int first, int last, int peak, double probability) {}
