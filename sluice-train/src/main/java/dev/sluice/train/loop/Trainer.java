package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Optimizer;
import dev.sluice.train.optim.Plateau;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The training loop: settings first, then [#fit] or [#resume].
///
/// ```java
/// var report = Trainer.of(network, Loss.mae()).optimizer(Adam.rate(1e-3)).clipNorm(1).patience(3).fit(train, validation);
/// ```
///
/// The final parameters are a function of data, objective and these settings; neither threads nor
/// interruptions change a bit. With validation data the parameters end up as they were after the
/// best epoch.
public final class Trainer<B> {
  final Objective<B> objective;
  Optimizer optimizer = Adam.rate(1e-3);
  float clipNorm = Float.POSITIVE_INFINITY;
  int batchSize = 32;
  int epochs = 10;
  int patience = Integer.MAX_VALUE;
  Seed seed = Seed.of(0);
  Listener listener = event -> {};
  StopSignal stop = new StopSignal();
  @Nullable Checkpoints checkpoints;
  @Nullable Plateau plateau;
  @Nullable Measure measure; // null for the loss
  double averageDecay; // 0 for no average
  float noiseSigma;
  double slice = 0.5; // seconds between two looks at the speed when estimating
  private int threads = 1;
  private @Nullable Workspace workspace;

  private Trainer(Objective<B> objective) {
    this.objective = objective;
  }

  /// Trains an objective over batches of any type.
  public static <B> Trainer<B> of(Objective<B> objective) {
    return new Trainer<>(objective);
  }

  /// Trains a network under a loss.
  public static Trainer<Batch> of(Network network, Loss loss) {
    return of(Objective.of(network, loss));
  }

  /// The optimiser, Adam at 1e-3 by default; it must not have trained something else.
  public Trainer<B> optimizer(Optimizer value) {
    optimizer = value;
    return this;
  }

  /// Scales gradients down to this norm where they exceed it (Pascanu et al. 2013, arXiv
  /// 1211.5063); off by default.
  ///
  /// @param norm positive
  public Trainer<B> clipNorm(float norm) {
    if (!(norm > 0)) {
      throw new IllegalArgumentException("a norm is clipped to more than 0, not " + norm);
    }
    clipNorm = norm;
    return this;
  }

  /// Examples per batch, 32 by default.
  public Trainer<B> batchSize(int examples) {
    batchSize = atLeastOne("batchSize", examples);
    return this;
  }

  /// How often all training data is seen at most, 10 by default.
  public Trainer<B> epochs(int count) {
    epochs = atLeastOne("epochs", count);
    return this;
  }

  /// Stops when no epoch was better than the best for `count` epochs in a row; off by default.
  public Trainer<B> patience(int count) {
    patience = atLeastOne("patience", count);
    return this;
  }

  /// Chooses the epoch that is kept, and goes by for patience, what a task measures, in place of
  /// the validation loss; among epochs that are equally good the loss chooses. A [#plateau] goes by
  /// the loss all the same.
  public Trainer<B> chooseBy(Measure value) {
    measure = value;
    return this;
  }

  /// Lowers the rate when the validation loss has stopped falling; off by default.
  public Trainer<B> plateau(Plateau value) {
    plateau = value;
    return this;
  }

  /// Computes each step's loss and gradients with Gaussian noise on all parameters (Graves 2011);
  /// the step is taken from the parameters without it, and validation has none. Off by default.
  ///
  /// @param sigma standard deviation of the noise, 0 or more; 0.075 in Chung et al. 2014 (arXiv
  ///   1412.3555)
  public Trainer<B> weightNoise(double sigma) {
    if (!(sigma >= 0 && sigma <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a standard deviation is 0 or more, not " + sigma);
    }
    noiseSigma = (float) sigma;
    return this;
  }

  /// Keeps an exponential average of the parameters over the steps (Polyak and Juditsky 1992), free
  /// of the bias of its start. Validation is done with it, and it is what the parameters are in the
  /// end; after [Outcome#INTERRUPTED] they are those of the last step. Off by default.
  ///
  /// @param decay weight of the average against the newest parameters, in `(0, 1)`; 0.99 or 0.999
  public Trainer<B> average(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException("the decay of an average lies in (0, 1), not " + decay);
    }
    averageDecay = decay;
    return this;
  }

  /// The key of all that is random: orders and noise. (Initial weights have their own.)
  public Trainer<B> seed(Seed value) {
    seed = value;
    return this;
  }

  /// Threads to compute with, 1 by default; they change the time, never a result.
  public Trainer<B> threads(int count) {
    threads = atLeastOne("threads", count);
    return this;
  }

  /// A workspace of the caller's, which stays open, instead of one with [#threads].
  public Trainer<B> workspace(Workspace value) {
    workspace = value;
    return this;
  }

  /// Who hears of progress.
  public Trainer<B> listener(Listener value) {
    listener = value;
    return this;
  }

  /// What can stop the training early.
  public Trainer<B> stop(StopSignal signal) {
    stop = signal;
    return this;
  }

  /// Where checkpoints go; without this there are none.
  public Trainer<B> checkpoints(Checkpoints value) {
    checkpoints = value;
    return this;
  }

  /// Trains without validation data.
  ///
  /// @throws TrainingDiverged if a loss, gradient or parameter becomes NaN or infinite
  public TrainingReport fit(Dataset<B> train) {
    return run(train, null, Start.NEW);
  }

  /// Trains, and after each epoch measures the validation loss.
  ///
  /// @throws TrainingDiverged if a loss, gradient or parameter becomes NaN or infinite
  /// @throws IllegalStateException if the directory of checkpoints holds another run's
  public TrainingReport fit(Dataset<B> train, Dataset<B> validation) {
    return run(train, validation, Start.NEW);
  }

  /// Goes on from the newest whole checkpoint, or begins if there is none.
  ///
  /// Data and settings must be those of the interrupted run for the same bytes; more epochs,
  /// another rate, patience, plateau, clipping, weight noise or average are allowed and change what
  /// follows.
  ///
  /// @throws IllegalStateException if there is no directory of checkpoints, or what it holds is of
  ///   another network, optimiser, batch size or seed
  public TrainingReport resume(Dataset<B> train) {
    return run(train, null, Start.RESUME);
  }

  /// Goes on with validation data, see [#resume(Dataset)].
  public TrainingReport resume(Dataset<B> train, Dataset<B> validation) {
    return run(train, validation, Start.RESUME);
  }

  /// What training without validation would take, see [#estimate(Dataset, Dataset)].
  public Footprint estimate(Dataset<B> train) {
    return estimated(new Run.Data<>(train, null));
  }

  /// What [#fit(Dataset, Dataset)] would take: a dry run of 5 to 30 seconds, and once what
  /// [#chooseBy] measures, that computes some steps on the data, and what [#chooseBy] names once,
  /// measures them and puts parameters, optimiser and carried state back as they were. Nobody hears
  /// of it, and nothing is written.
  ///
  /// @throws TrainingDiverged if a loss, gradient or parameter becomes NaN or infinite
  public Footprint estimate(Dataset<B> train, Dataset<B> validation) {
    return estimated(new Run.Data<>(train, validation));
  }

  private Footprint estimated(Run.Data<B> data) {
    return computing(space -> new Rehearsal<>(this, data, space).measure());
  }

  /// With the caller's workspace, or with one that is closed afterwards.
  private <R> R computing(Function<Workspace, R> work) {
    if (workspace != null) {
      return work.apply(workspace);
    }
    try (Workspace own = Workspace.threads(threads)) {
      return work.apply(own);
    }
  }

  private enum Start {
    NEW,
    RESUME
  }

  private TrainingReport run(Dataset<B> train, @Nullable Dataset<B> validation, Start start) {
    if (validation == null
        && (patience != Integer.MAX_VALUE || plateau != null || measure != null)) {
      throw new IllegalStateException(
          (measure != null ? "chooseBy" : plateau != null ? "a plateau" : "patience")
              + " needs validation data; fit(train, validation)");
    }
    Saver saver = start == Start.NEW ? Saver.begin(this) : Saver.resume(this);
    Run.Data<B> data = new Run.Data<>(train, validation);
    return computing(space -> new Run<>(this, data, space, saver).go());
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is at least 1, not " + value);
    }
    return value;
  }
}
