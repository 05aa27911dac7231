package io.redisfailover.failover.command;

import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Closes the other party's connections on a server and looks at it again, so that no command which
 * that party decided on earlier can still arrive there.
 *
 * <p>The order is what makes it safe: first the connection on which the command will be sent to the
 * <em>other</em> server is opened, then the seal is run here, then the command is checked and sent.
 * Whichever of two parties seals first closes the connection on which the second would have acted.
 *
 * @param node the server that is sealed
 * @param victims whose connections are closed; the sealing party's own one on which it works stays
 * @param expected what it must still be afterwards; when absent, anything but a master
 */
public record Seal(Node node, Set<ConnectionName> victims, Optional<Command.Expected> expected) {
  /** Copies the set. */
  public Seal {
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
   * @param ownId what {@code CLIENT ID} said on the connection that the seal is run on
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
   * Says why the seal did not hold.
   *
   * @param now what the server said after the kills, on a connection that was made before them
   * @return the sentence, or nothing when it is still what it must be
   */
  public Optional<String> refusal(ServerState now) {
    if (now.isMaster()) {
      return Optional.of(node + " is master after it was sealed");
    }
    return expected
        .flatMap(before -> before.difference(now))
        .map(difference -> node + " was sealed, but " + difference);
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
