/// The command line, in the process of the tests: all that needs no training and no signal.
package dev.sluice.cli;
