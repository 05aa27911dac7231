package io.redisfailover.testbed.link;

import java.time.Duration;

/** What is wrong with a link, for one party. */
public sealed interface LinkFault {
  /** Nothing. */
  LinkFault NONE = new Delayed(Duration.ZERO);

  /** Both directions are silent: no byte arrives and no connection ends, as when packets drop. */
  LinkFault SILENT = new Silent(true, true);

  /**
   * Bytes do not arrive until the link heals; then they do, as TCP sends them again.
   *
   * @param towardsServer whether this holds for what the party sends
   * @param fromServer whether this holds for what the server sends
   */
  record Silent(boolean towardsServer, boolean fromServer) implements LinkFault {}

  /** Connections are reset, the present ones and every new one. */
  record Reset() implements LinkFault {}

  /**
   * Every byte arrives, later.
   *
   * @param time by how much, in each direction
   */
  record Delayed(Duration time) implements LinkFault {}
}
