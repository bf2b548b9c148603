/// Tensors, derivatives, gated recurrent layers, streaming and stored models.
module dev.sluice.core {
  requires transitive dev.sluice.kernel;
  requires static org.jspecify;

  exports dev.sluice.core.tensor;
  exports dev.sluice.core.autodiff;
  exports dev.sluice.core.nn;
  exports dev.sluice.core.stream;
  exports dev.sluice.core.model;
  exports dev.sluice.core.model.json;
}
