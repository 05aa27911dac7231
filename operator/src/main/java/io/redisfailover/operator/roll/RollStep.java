package io.redisfailover.operator.roll;

import io.redisfailover.failover.view.Node;

/** The next step of a roll, with one sentence of why. */
public sealed interface RollStep {
  /** {@return why} */
  String why();

  /**
   * Both servers run what is wanted.
   *
   * @param why the sentence
   */
  record Settled(String why) implements RollStep {}

  /**
   * Something has to come first.
   *
   * @param why what
   */
  record Waiting(String why) implements RollStep {}

  /**
   * The roll does not go on by itself: the server that was restarted does not come up.
   *
   * @param why what is the matter, and what to do
   */
  record Stuck(String why) implements RollStep {}

  /**
   * A server is to be made anew.
   *
   * @param node which
   * @param podUid the pod that is to be deleted, and no other one of its name
   * @param why the sentence
   */
  record Restart(Node node, String podUid, String why) implements RollStep {}

  /**
   * The clients are to be moved by a planned switch first.
   *
   * @param to where
   * @param why the sentence
   */
  record Switch(Node to, String why) implements RollStep {}
}
