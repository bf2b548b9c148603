/// Data, losses, optimisers, metrics and the training loop.
module dev.sluice.train {
  requires transitive dev.sluice.core;
  requires static org.jspecify;

  exports dev.sluice.train.data;
  exports dev.sluice.train.loss;
  exports dev.sluice.train.optim;
  exports dev.sluice.train.metric;
  exports dev.sluice.train.loop;
}
