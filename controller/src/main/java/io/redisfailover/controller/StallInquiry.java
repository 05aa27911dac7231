package io.redisfailover.controller;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.controller.redis.StallCause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Stall;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks the server for the cause of each stall that was taken for a failure, beside the deciding.
 * For one thread.
 */
final class StallInquiry {
  private final Function<Server, ServerAccess> access;
  private final Consumer<ControllerEvent> events;
  private final Supervised part;
  private Optional<Stall> asked = Optional.empty();

  /**
   * Creates one that has asked nothing.
   *
   * @param access how a server is reached
   * @param events takes what was said
   * @param part is told of defects
   */
  StallInquiry(
      Function<Server, ServerAccess> access, Consumer<ControllerEvent> events, Supervised part) {
    this.access = access;
    this.events = events;
    this.part = part;
  }

  /** Asks about the newest stall unless that was done; does not wait for the answer. */
  void about(ControllerStatus status) {
    Optional<Stall> stall = status.seen().flatMap(seen -> seen.patience().falseAlarm());
    if (!stall.equals(asked)) {
      asked = stall;
      stall.ifPresent(newest ->
          Thread.ofVirtual()
              .name("stall-" + newest.server())
              .start(() -> part.guard(() -> ask(newest))));
    }
  }

  private void ask(Stall stall) {
    String cause;
    try {
      cause = StallCause.inWords(access.apply(stall.server()), stall);
    } catch (NoAnswerException gone) {
      cause = stall.cause();
    }
    events.accept(new ControllerEvent.Explained(stall, cause));
  }
}
