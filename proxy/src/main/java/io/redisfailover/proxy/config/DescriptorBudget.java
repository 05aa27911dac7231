package io.redisfailover.proxy.config;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the file descriptors of the process suffice for its clients. Pure.
 *
 * @param limits the limits of sessions, lowered to what the descriptors allow
 * @param problem what was lowered and what to do, in one sentence; absent when nothing was
 */
public record DescriptorBudget(Limits limits, Optional<String> problem) {
  /**
   * Descriptors that sessions leave free: for the connections of the statistics and of the control
   * API, for probes, checks and commands, and for files. Without them a role change could not be
   * carried out while clients use up the rest.
   */
  public static final int RESERVE = 200;

  /** A session has one to its client and one to its server. */
  private static final int OF_A_SESSION = 2;

  /**
   * Compares.
   *
   * @param wanted the limits of the configuration
   * @param most most descriptors of the process ({@code ulimit -n}); absent when it is not known
   * @param open descriptors that are open before the first client
   * @return the limits that fit
   */
  public static DescriptorBudget fit(Limits wanted, OptionalLong most, long open) {
    long needed = open + RESERVE + (long) OF_A_SESSION * wanted.maxConnections();
    if (most.isEmpty() || needed <= most.getAsLong()) {
      return new DescriptorBudget(wanted, Optional.empty());
    }
    long fitting = Math.max(1, (most.getAsLong() - open - RESERVE) / OF_A_SESSION);
    int connections = Math.toIntExact(Math.min(wanted.maxConnections(), fitting));
    String problem =
        ("maxConnections: %,d client connections need %,d file descriptors, but this process may"
                + " open %,d, so it accepts %,d; raise the limit (ulimit -n), or lower"
                + " maxConnections.")
            .formatted(wanted.maxConnections(), needed, most.getAsLong(), connections);
    return new DescriptorBudget(
        wanted.withConnections(connections, Math.min(wanted.maxHeld(), connections)),
        Optional.of(problem));
  }
}
