package io.redisfailover.operator.roll;

import io.redisfailover.failover.model.Server;

/** The next step of a rolling restart, with one sentence of why. */
public sealed interface RollStep {
  /** {@return why} */
  String why();

  /**
   * Both servers run the spec.
   *
   * @param why the sentence
   */
  record Settled(String why) implements RollStep {}

  /**
   * The next step waits for something else.
   *
   * @param why for what
   */
  record Waiting(String why) implements RollStep {}

  /**
   * The roll does not continue by itself: the restarted server does not start.
   *
   * @param why the trouble, and what to do
   */
  record Stuck(String why) implements RollStep {}

  /**
   * Deletes the pod of a server, so that Kubernetes creates a new one.
   *
   * @param server which
   * @param podUid the pod to delete, and no other one of its name
   * @param why the sentence
   */
  record Restart(Server server, String podUid, String why) implements RollStep {}

  /**
   * Switches over first.
   *
   * @param to the server that becomes active
   * @param why the sentence
   */
  record Switchover(Server to, String why) implements RollStep {}
}
