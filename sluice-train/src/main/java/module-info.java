/// Data, losses, optimisers, metrics and the training loop.
module dev.sluice.train {
  requires transitive dev.sluice.core;
  requires static org.jspecify;
}
