package io.redisfailover.failover.command;

import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Closes the other party's connections on a server and probes it again, so that no command which
 * that party decided on earlier can still arrive there.
 *
 * <p>The order is what makes it safe: first the connection on which the command will be sent to the
 * <em>other</em> server is opened, then the lockout is run here, then the command is checked and
 * sent. Whichever of two parties locks out first closes the connection on which the second would
 * have acted.
 *
 * @param server the server that is locked out
 * @param victims whose connections are closed; the connection on which it works stays
 * @param expected what it must still be afterwards; when absent, anything but a primary
 */
public record Lockout(
    Server server, Set<ConnectionName> victims, Optional<Command.Expected> expected) {
  /** Copies the set. */
  public Lockout {
    victims = Set.copyOf(victims);
  }

  /** {@return the command that lists the connections} */
  public List<String> list() {
    return List.of("CLIENT", "LIST");
  }

  /**
   * Says which connections are closed after {@link #list()}.
   *
   * @param clientList its reply: one connection a line, {@code id=7 addr=… name=…}
   * @param ownId what {@code CLIENT ID} said on the connection that the lockout is run on
   * @return the ids of the victims' connections, but for that one
   */
  public List<String> victims(String clientList, String ownId) {
    List<String> ids = new ArrayList<>();
    for (String line : clientList.lines().toList()) {
      String name = field(line, "name").orElse("");
      String id = field(line, "id").orElse("");
      boolean victim = victims.stream().anyMatch(party -> party.text().equals(name));
      if (victim && !id.isEmpty() && !id.equals(ownId)) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }

  /**
   * Says why the lockout did not hold.
   *
   * @param now what the server said after the kills, on a connection that was made before them
   * @return the sentence, or nothing when it is still what it must be
   */
  public Optional<String> refusal(ServerState now) {
    if (now.isPrimary()) {
      return Optional.of(server + " is a primary after its lockout");
    }
    return expected
        .flatMap(before -> before.difference(now))
        .map(difference -> server + " was locked out, but it " + difference);
  }

  private static Optional<String> field(String line, String name) {
    for (String part : line.split(" ", -1)) {
      if (part.startsWith(name + "=")) {
        return Optional.of(part.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
