package io.redisfailover.operator.round;

import io.redisfailover.operator.desired.GeneratedSecrets;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.util.Optional;

/** What to tell of values that somebody set and that can be no password and no key. Pure. */
final class RejectedValues {
  private RejectedValues() {}

  /** {@return one Event of all keys, to be written when the Secret has good values again} */
  static Optional<ResourceEvent> of(Observation seen) {
    return GeneratedSecrets.rejected(seen.resource(), seen.inputs(), seen.recovery())
        .entrySet()
        .stream()
        .map(fault -> sentences(seen, fault.getKey(), fault.getValue()))
        .reduce((one, other) -> one + " " + other)
        .map(note -> new ResourceEvent(true, EventReason.SECRET_VALUE_REJECTED, note));
  }

  private static String sentences(Observation seen, String key, String fault) {
    String instead =
        seen.recovery().internal().used(key).isPresent()
            ? "The last good value was put back."
            : "A random value was put in its place.";
    return "Secret %s, key %s: the new value %s; set another one. %s"
        .formatted(Names.controlSecret(seen.resource()), key, fault, instead);
  }
}
