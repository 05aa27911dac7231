package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Ownership;
import java.util.Optional;

/** A name that a resource needs is taken by an object of somebody else. */
final class NotOwnException extends Exception {
  private static final long serialVersionUID = 1;

  /** That it will go by itself is no news to anyone. */
  private final boolean passing;

  private NotOwnException(String sentence, boolean passing) {
    super(sentence);
    this.passing = passing;
  }

  /** Throws unless the object is the resource's own. */
  static void unlessOwn(RedisFailover resource, HasMetadata object) throws NotOwnException {
    Ownership ownership = Ownership.of(resource, object);
    if (ownership != Ownership.OWN) {
      throw new NotOwnException(Ownership.refusal(resource, object), ownership == Ownership.FORMER);
    }
  }

  /** {@return that an object is somebody else's, whatever its own references say} */
  static NotOwnException foreign(RedisFailover resource, HasMetadata object) {
    return new NotOwnException(Ownership.refusal(resource, object), false);
  }

  /** {@return what to tell; nothing when Kubernetes is about to delete the object} */
  Optional<String> sentence() {
    return passing ? Optional.empty() : Optional.ofNullable(getMessage());
  }
}
