/// Tensors, derivatives, gated recurrent layers, streaming and stored models.
module dev.sluice.core {
  requires transitive dev.sluice.kernel;
  requires static org.jspecify;

  exports dev.sluice.core.model;
  exports dev.sluice.core.model.json;
  exports dev.sluice.core.tensor;
}
