package io.redisfailover.simulation;

import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Under which addresses one process knows the servers. Each server has the address of its
 * configuration. Where a network translates addresses, the other server reaches it at another one
 * as well, which a process must learn.
 */
final class SimAddresses {
  private static final Endpoint TRANSLATED = new Endpoint("translated", 16_379);

  private final Set<Server> translated = EnumSet.noneOf(Server.class);

  /** {@return what a replica says of its link at an address that only the network knows} */
  static ServerState.Replica translated(ServerState.Replica link) {
    return new ServerState.Replica(
        LinkTarget.FOREIGN,
        link.linkUp(),
        link.syncing(),
        link.lastIoSeconds(),
        Optional.of(TRANSLATED));
  }

  /** {@return whether a server is known by its translated address too} */
  boolean knows(Server server) {
    return translated.contains(server);
  }

  void learn(Server server) {
    translated.add(server);
  }

  void learn(SimAddresses others) {
    translated.addAll(others.translated);
  }

  void forget() {
    translated.clear();
  }

  /** Takes in what both servers said of each other. */
  void learn(ObserverMemory seen) {
    for (Server follower : Server.values()) {
      seen.recognizedAddress(follower).ifPresent(address -> learn(follower.other()));
    }
  }

  /** {@return what a server said, as this process understands it} */
  Heard understood(Server server, Heard said) {
    return switch (said) {
      case Heard.Probed(ProbeAnswer answer, boolean refused) ->
          new Heard.Probed(understood(server, answer), refused);
      case Heard.Changed(var fault, ProbeAnswer after) ->
          new Heard.Changed(fault, understood(server, after));
      default -> said;
    };
  }

  private ProbeAnswer understood(Server server, ProbeAnswer answer) {
    return answer instanceof ProbeAnswer.Answered(ServerState state)
            && state.unknownAddress().isPresent()
            && knows(server.other())
        ? new ProbeAnswer.Answered(state.followingPeer())
        : answer;
  }
}
