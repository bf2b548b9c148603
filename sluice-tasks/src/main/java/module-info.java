/// One package per application: the shape of its data, its network and its metric.
module dev.sluice.tasks {
  requires transitive dev.sluice.train;
  requires static org.jspecify;
}
