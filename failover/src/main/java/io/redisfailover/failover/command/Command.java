package io.redisfailover.failover.command;

import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerLibrary;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that changes the role of a server or the markers in its data. The packet is sent as one
 * write, so that the server runs it without anything in between.
 *
 * <p>Every command names the state that it was decided on. Right before it is sent, the server is
 * probed once more <em>on the same connection</em>; {@link #refusal} says whether the command still
 * fits. That, and that at most one kind of command is allowed for each state of a server, is what
 * keeps two senders from undoing each other.
 */
public sealed interface Command {
  /** {@return the server that it goes to} */
  Server server();

  /** {@return one sentence of why} */
  String why();

  /** {@return how long after a failed try the same kind of command may be tried there again} */
  default Duration retryAfter() {
    return Duration.ofMillis(300);
  }

  /**
   * {@return what is wanted of the server: a try that wants something else waits for no earlier one
   * of its kind}
   */
  default Object subject() {
    return getClass();
  }

  /**
   * {@return the commands of the packet, in order}
   *
   * @param keys sign the markers
   */
  List<List<String>> packet(MarkerKeys keys);

  /** {@return whether {@link #refusal} needs to know the markers} */
  default boolean heedsMarkers() {
    return false;
  }

  /**
   * Says what the server refused of the packet. The role is what counts: a server that knows no
   * functions refuses the rest of a packet without harm, and a marker that is to be deleted may be
   * gone already.
   *
   * @param replies one to each command of {@link #packet}
   * @return the error, or nothing when the packet had its effect
   */
  default Optional<ErrorReply> fault(List<Reply> replies) {
    return replies.stream()
        .limit(1)
        .filter(Reply::isError)
        .map(error -> ErrorReply.parse(error.text()))
        .findFirst();
  }

  /**
   * Says why the command must not be sent any more.
   *
   * @param now what the server said right before, on the connection that the packet will use
   * @return what follows on the server's name in the sentence of what has changed, or nothing when
   *     the command still fits
   */
  Optional<String> refusal(ServerState now);

  /**
   * The state that a command was decided on.
   *
   * @param runId the process of the server
   * @param master whether it was a primary
   * @param replicationId its history
   * @param target whom it followed; absent for a primary
   */
  record Expected(String runId, boolean master, String replicationId, Optional<LinkTarget> target) {
    /** Takes what counts out of a probe result's state. */
    public static Expected of(ServerState state) {
      return new Expected(
          state.runId(), state.isPrimary(), state.replicationId(), state.linkTarget());
    }

    Optional<String> difference(ServerState now) {
      if (!now.runId().equals(runId)) {
        return Optional.of("restarted meanwhile");
      }
      if (now.isPrimary() != master || !now.linkTarget().equals(target)) {
        return Optional.of(
            now.isPrimary()
                ? "is already a primary"
                : "changed its role (now " + now.inWords() + ")");
      }
      if (!now.replicationId().equals(replicationId)) {
        return Optional.of("has another replication id now");
      }
      return Optional.empty();
    }
  }

  /**
   * Makes the standby the active server: {@code REPLICAOF NO ONE} and the delete of the epoch's
   * marker in one packet.
   *
   * @param server the standby
   * @param epochNumber the number of the epoch that begins
   * @param expected what it was
   * @param minimumOffsetBytes the offset that it must have reached
   * @param obsolete what its data hold that would be wrong in the epoch that begins
   * @param why one sentence
   */
  record Promote(
      Server server,
      long epochNumber,
      Expected expected,
      long minimumOffsetBytes,
      Obsolete obsolete,
      String why)
      implements Command {
    /** The markers that a promotion deletes. No marker is better than a wrong one. */
    public enum Obsolete {
      /** That of the epoch that ends: the next one is the marker of the epoch that begins. */
      EPOCH,
      /** The next one too, for it is not that marker. */
      EPOCH_AND_NEXT;

      /**
       * {@return what is obsolete once {@code next} begins}
       *
       * <p>Markers that this process cannot verify may be right: only the epoch's is deleted.
       *
       * @param standby what the standby said
       * @param next the marker of the epoch that begins
       */
      public static Obsolete in(ServerState standby, Marker next) {
        Markers held = standby.markers();
        boolean fits =
            held.has(Markers.Flaw.FOREIGN)
                || held.next().equals(Optional.of(new Markers.Next(next, standby.replicationId())));
        return fits ? EPOCH : EPOCH_AND_NEXT;
      }
    }

    @Override
    public Duration retryAfter() {
      return Duration.ZERO;
    }

    @Override
    public List<List<String>> packet(MarkerKeys keys) {
      List<String> promote = List.of("REPLICAOF", "NO", "ONE");
      List<String> delete = MarkerLibrary.of(server.other()).delete();
      List<String> old = MarkerLibrary.of(server.other()).deleteUnsigned();
      return switch (obsolete) {
        case EPOCH -> List.of(promote, delete, old);
        case EPOCH_AND_NEXT -> List.of(promote, delete, old, MarkerLibrary.NEXT.delete());
      };
    }

    @Override
    public Optional<String> refusal(ServerState now) {
      if (now.isSyncing()) {
        return Optional.of("is copying the full data set");
      }
      if (now.offsetBytes() < minimumOffsetBytes) {
        return Optional.of("is at offset " + now.offsetBytes() + ", below " + minimumOffsetBytes);
      }
      return expected.difference(now);
    }
  }

  /**
   * Makes a parked server active in an epoch of its own number: a cold start, or the roll-back of a
   * switch.
   *
   * @param server the parked server
   * @param epochNumber the number of the epoch that begins
   * @param expected what it was
   * @param why one sentence
   */
  record Unpark(Server server, long epochNumber, Expected expected, String why) implements Command {
    @Override
    public List<List<String>> packet(MarkerKeys keys) {
      List<List<String>> packet = new ArrayList<>();
      packet.add(List.of("REPLICAOF", "NO", "ONE"));
      packet.addAll(
          MarkerLibrary.write(new Marker(epochNumber, server), expected.replicationId(), keys));
      return List.copyOf(packet);
    }

    @Override
    public Optional<String> refusal(ServerState now) {
      return expected.difference(now);
    }
  }

  /**
   * Parks a server: it keeps its data, refuses writes and follows nobody.
   *
   * @param server the server
   * @param expected what it was
   * @param why one sentence
   */
  record Park(Server server, Expected expected, String why) implements Command {
    @Override
    public List<List<String>> packet(MarkerKeys keys) {
      return List.of(
          List.of("REPLICAOF", LinkTarget.PARKING_HOST, Integer.toString(LinkTarget.PARKING_PORT)));
    }

    @Override
    public Optional<String> refusal(ServerState now) {
      return expected.difference(now);
    }
  }

  /**
   * Makes a parked or superseded server a replica of the active one.
   *
   * @param server the server that will follow
   * @param expected what it was
   * @param active where the active server is, as Redis is told
   * @param why one sentence
   */
  record Follow(Server server, Expected expected, Endpoint active, String why) implements Command {
    @Override
    public List<List<String>> packet(MarkerKeys keys) {
      return List.of(List.of("REPLICAOF", active.host(), Integer.toString(active.port())));
    }

    @Override
    public Optional<String> refusal(ServerState now) {
      return expected.difference(now);
    }
  }

  /**
   * Writes both markers of an epoch into the active server's data.
   *
   * @param server the active server
   * @param epoch the marker of the epoch
   * @param expected what it was
   * @param unreadable whether what is there now is larger than is read, so that nobody can heed it
   * @param why one sentence
   */
  record WriteMarkers(
      Server server, Marker epoch, Expected expected, boolean unreadable, String why)
      implements Command {
    /** Over markers that can be read, or none. */
    public WriteMarkers(Server server, Marker epoch, Expected expected, String why) {
      this(server, epoch, expected, false, why);
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }

    /**
     * The markers: a server that takes its first standby begins another history, and until they
     * name it, a promotion leaves the standby without any.
     */
    @Override
    public Markers subject() {
      return Markers.of(epoch, expected.replicationId());
    }

    @Override
    public List<List<String>> packet(MarkerKeys keys) {
      return MarkerLibrary.write(epoch, expected.replicationId(), keys);
    }

    @Override
    public boolean heedsMarkers() {
      return !unreadable;
    }

    @Override
    public Optional<ErrorReply> fault(List<Reply> replies) {
      return replies.stream()
          .filter(Reply::isError)
          .map(error -> ErrorReply.parse(error.text()))
          .filter(error -> error.kind() != ErrorReply.Kind.NO_LIBRARY)
          .findFirst();
    }

    @Override
    public Optional<String> refusal(ServerState now) {
      if (now.markers().epoch().filter(held -> held.number() > epoch.number()).isPresent()) {
        return Optional.of("carries a newer marker now");
      }
      return expected.difference(now);
    }
  }
}
