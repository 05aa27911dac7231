package io.redisfailover.operator.round;

import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.util.Optional;

/** What to tell of passwords and a marker key that are lost in every copy. Pure. */
final class LostSecrets {
  private LostSecrets() {}

  /** {@return an Event, to be written when others are made} */
  static Optional<ResourceEvent> of(Observation seen) {
    return seen.recovery().isAllLost()
        ? Optional.of(new ResourceEvent(true, EventReason.SECRETS_LOST, sentences(seen)))
        : Optional.empty();
  }

  private static String sentences(Observation seen) {
    return ("Secrets %s and %s were lost together. Other passwords and another marker key"
            + " were made; servers and proxies take them within two minutes, and the markers of the"
            + " servers are signed again. Keep the data of both servers.")
        .formatted(Names.controlSecret(seen.resource()), Names.recoverySecret(seen.resource()));
  }
}
