package dev.sluice.tasks.classify;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.classify.Benchmark.Parts;
import dev.sluice.tasks.classify.Benchmark.Plan;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingReport;
import java.util.Arrays;
import java.util.List;

/// A [Benchmark] learned from a few of its samples, to see what little data do and what helps: each
/// training takes about as many steps as that on all samples, so that few are seen often.
///
/// @param parts few to train on, all to validate and test with
/// @param plan for these few
public record LittleData(Variant variant, Parts parts, Plan plan) {
  /// How a network is kept from learning its samples by heart.
  public enum Variant {
    /// It is not: no dropout, no label smoothing, no words forgotten, and the last epoch counts.
    BARE,
    /// As the benchmark is trained: dropout, label smoothing, words forgotten, averaged parameters,
    /// and the epoch that is best on validation counts.
    REGULARISED
  }

  /// The first so many samples in an order drawn by the seed; smaller sets are parts of larger
  /// ones. All samples keep their order, and then the training is the benchmark's own.
  ///
  /// @param examples at most as many as there are
  /// @throws ModelException if they are of one class
  public static LittleData of(Benchmark set, Parts all, int examples, Variant variant, Seed seed) {
    int size = all.train().size();
    List<Sample.Labelled> few =
        examples == size
            ? all.train()
            : Arrays.stream(seed.named("subset").permutation(size))
                .limit(examples)
                .mapToObj(all.train()::get)
                .toList();
    if (few.stream().map(Sample.Labelled::label).distinct().count() < 2) {
      throw new ModelException(
          "the %d samples that were drawn are of one class; take more, or another seed"
              .formatted(few.size()));
    }
    long steps = set.plan(all.train()).training().steps(size);
    Plan plan = set.plan(few).withSteps(steps, few.size());
    return new LittleData(
        variant,
        new Parts(few, all.validation(), all.test()),
        variant == Variant.BARE ? plan.bare() : plan);
  }

  /// The samples that are trained on.
  public int examples() {
    return parts.train().size();
  }

  /// A new network.
  public ClassifierNetwork network(Seed seed) {
    return ClassifierNetwork.create(plan.spec(), seed.named("network"));
  }

  /// Trains; the bare variant never sees the validation part.
  public TrainingReport train(
      ClassifierNetwork network, Seed seed, Workspace workspace, StopSignal stop, Listener told) {
    Trainer<ClassifierBatch> trainer =
        plan.training()
            .trainer(network, examples(), seed.named("training"))
            .workspace(workspace)
            .stop(stop)
            .listener(told);
    return variant == Variant.BARE
        ? trainer.fit(data(parts.train()))
        : trainer.fit(data(parts.train()), data(parts.validation()));
  }

  private IndexedDataset<ClassifierBatch> data(List<Sample.Labelled> part) {
    return ClassifiedData.of(part, plan.labels(), plan.encoder(), ClassifiedData.Weights.EQUAL);
  }
}
