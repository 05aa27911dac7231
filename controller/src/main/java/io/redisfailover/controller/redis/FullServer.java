package io.redisfailover.controller.redis;

import io.redisfailover.failover.model.ByteCount;
import io.redisfailover.failover.model.Server;
import java.util.Optional;

/** Says that a server has no memory left for another write. Pure. */
public final class FullServer {
  /** The only policy with which a server evicts nothing, whatever its keys are. */
  private static final String EVICTS_NOTHING = "noeviction";

  private FullServer() {}

  /**
   * {@return that it refuses writes, with what to do; empty when it takes them, as far as known}
   *
   * @param active the active server; a replica takes what its primary sends, whatever its limit
   * @param traits what it has
   */
  public static Optional<String> problem(Server active, ServerTraits traits) {
    long limit = traits.limit("maxmemory");
    boolean evicts = !EVICTS_NOTHING.equals(traits.settings().get("maxmemory-policy"));
    return traits
        .use()
        .filter(use -> limit > 0 && !evicts && use.bytes() > limit)
        .map(use ->
            "%s refuses writes that need memory: it may use %s (maxmemory, with the policy noeviction), and uses %s; raise maxmemory of both servers, delete keys, or set a policy that evicts."
                .formatted(active, ByteCount.inWords(limit), ByteCount.inWords(use.bytes())));
  }
}
