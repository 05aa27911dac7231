package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisfailover.operator.status.ConditionReason;
import io.redisfailover.operator.status.StatusInput;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Why some objects of a resource could not be applied, while the others were. */
final class Obstacles {
  private final Set<String> taken = new LinkedHashSet<>();
  private boolean waiting;
  private Optional<StatusInput.Obstacle> rejected = Optional.empty();
  private Optional<StatusInput.Obstacle> failed = Optional.empty();

  /** The spec has an error, so no object is applied. */
  void rejected(String sentence) {
    rejected = Optional.of(new StatusInput.Obstacle(ConditionReason.INVALID_SPEC, sentence));
  }

  /** A name is taken. */
  void taken(NotOwnException object) {
    object.sentence().ifPresentOrElse(taken::add, () -> waiting = true);
  }

  /** An object is no longer the one that was observed. */
  void changed() {
    waiting = true;
  }

  /**
   * {@return whether another look is due: a name is taken by an object that Kubernetes is about to
   * delete, or an object has changed}
   */
  boolean waiting() {
    return waiting;
  }

  /** The spec wants what cannot be; the first one is told. */
  void impossible(ImpossibleException why) {
    failed =
        failed.or(() ->
            Optional.of(
                new StatusInput.Obstacle(
                    ConditionReason.INVALID_SPEC, String.valueOf(why.getMessage()))));
  }

  /** A request was refused; the first one is told. */
  void failed(KubernetesClientException failure) {
    failed = failed.or(() -> Optional.of(of(failure)));
  }

  /**
   * {@return what to tell: an error of the spec before names that are taken, and those before
   * requests that were refused}
   */
  Optional<StatusInput.Obstacle> all() {
    Optional<StatusInput.Obstacle> names =
        taken.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new StatusInput.Obstacle(ConditionReason.NAME_TAKEN, String.join(" ", taken)));
    return rejected.or(() -> names).or(() -> failed);
  }

  /** {@return what an error of the API server means} */
  static StatusInput.Obstacle of(KubernetesClientException failure) {
    String why =
        Optional.ofNullable(failure.getStatus())
            .map(Status::getMessage)
            .orElseGet(() -> String.valueOf(failure.getMessage()));
    return new StatusInput.Obstacle(
        ConditionReason.APPLY_FAILED,
        "A request to Kubernetes failed ("
            + why
            + "); correct the cause, the operator tries again.");
  }
}
