package io.redisfailover.failover.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a server said of itself in one probe.
 *
 * @param runId {@code run_id} of this process of it
 * @param role what it is and whom it follows
 * @param replicationId its history's id
 * @param offsetBytes end of its history
 * @param formerId the id that its history had before the last promotion, if any
 * @param formerOffsetBytes first byte that is not valid under {@code formerId}; -1 without one
 * @param markers the markers in its data
 * @param markable whether it knows functions, which carry the markers
 * @param keys number of keys in all databases; -1 when not asked
 * @param replicasOnline replicas attached to it, online, and heard a moment ago
 * @param pingPeriodSeconds how often it pings its replicas, {@link #UNKNOWN} when not told
 * @param notice an error that {@code PING} met although the server goes on (MISCONF and its like)
 * @param processorMillis how long its process has computed so far, {@link #UNKNOWN} when not told
 * @param ports the ports by which it and its replicas call themselves
 */
public record ServerState(
    String runId,
    Role role,
    String replicationId,
    long offsetBytes,
    Optional<String> formerId,
    long formerOffsetBytes,
    Markers markers,
    boolean markable,
    long keys,
    int replicasOnline,
    int pingPeriodSeconds,
    Optional<ErrorReply> notice,
    long processorMillis,
    Ports ports) {
  /** Stands for a number that the server did not tell. */
  public static final int UNKNOWN = -1;

  /** The same without its processor time and its ports, which it has not told. */
  public ServerState(
      String runId,
      Role role,
      String replicationId,
      long offsetBytes,
      Optional<String> formerId,
      long formerOffsetBytes,
      Markers markers,
      boolean markable,
      long keys,
      int replicasOnline,
      int pingPeriodSeconds,
      Optional<ErrorReply> notice) {
    this(
        runId,
        role,
        replicationId,
        offsetBytes,
        formerId,
        formerOffsetBytes,
        markers,
        markable,
        keys,
        replicasOnline,
        pingPeriodSeconds,
        notice,
        UNKNOWN,
        Ports.UNKNOWN);
  }

  /** What a server is. */
  public sealed interface Role {}

  /** It takes writes. */
  public record Primary() implements Role {}

  /**
   * It follows, or is told to follow, another one.
   *
   * @param target whom
   * @param linkUp whether the link to it is up
   * @param syncing whether a full sync is running
   * @param lastIoSeconds seconds since it last heard its primary; -1 when it never did
   * @param unknownAddress the address that it follows, if none of the two servers is known there;
   *     absent too if it is no port that anything can be reached at
   */
  public record Replica(
      LinkTarget target,
      boolean linkUp,
      boolean syncing,
      long lastIoSeconds,
      Optional<Endpoint> unknownAddress)
      implements Role {
    /** One that follows an address that is known. */
    public Replica(LinkTarget target, boolean linkUp, boolean syncing, long lastIoSeconds) {
      this(target, linkUp, syncing, lastIoSeconds, Optional.empty());
    }
  }

  /**
   * The ports by which a server and its replicas call themselves. A replica says its own to its
   * primary within the replication stream, so that no network on the way rewrites it.
   *
   * @param own what it calls itself as a replica, {@link #UNKNOWN} when not told
   * @param replicas what its replicas call themselves that are online and were heard a moment ago
   */
  public record Ports(int own, Set<Integer> replicas) {
    /** Nothing was told. */
    public static final Ports UNKNOWN = new Ports(ServerState.UNKNOWN, Set.of());

    /** Copies the set. */
    public Ports {
      replicas = Set.copyOf(replicas);
    }
  }

  /**
   * Puts a probe's replies together.
   *
   * @param server the server that was asked
   * @param endpoints where both servers are, to say whom it follows
   * @param runId its run id
   * @param info its {@code INFO replication}
   * @param markers the markers in its data
   * @param markable whether it knows functions, which carry the markers
   * @param keys number of keys; -1 when not asked
   * @param pingPeriodSeconds its {@code repl-ping-replica-period}, or {@link #UNKNOWN}
   * @param notice what {@code PING} said besides, if it was an error
   * @param processorMillis how long its process has computed so far, or {@link #UNKNOWN}
   * @param ownPort the port by which it calls itself as a replica, or {@link #UNKNOWN}
   */
  public static ServerState of(
      Server server,
      Endpoints endpoints,
      String runId,
      ReplicationInfo info,
      Markers markers,
      boolean markable,
      long keys,
      int pingPeriodSeconds,
      Optional<ErrorReply> notice,
      long processorMillis,
      int ownPort) {
    Role role =
        info.link().<Role>map(link -> replica(server, endpoints, link)).orElseGet(Primary::new);
    List<ReplicationInfo.Replica> replicas =
        info.replicas().stream().filter(ReplicationInfo.Replica::isAlive).toList();
    return new ServerState(
        runId,
        role,
        info.replicationId(),
        info.offsetBytes(),
        info.formerId(),
        info.formerOffsetBytes(),
        markers,
        markable,
        keys,
        replicas.size(),
        pingPeriodSeconds,
        notice,
        processorMillis,
        new Ports(
            ownPort,
            replicas.stream().map(ReplicationInfo.Replica::port).collect(Collectors.toSet())));
  }

  private static Replica replica(Server server, Endpoints endpoints, ReplicationInfo.Link link) {
    LinkTarget target = endpoints.target(server, link.host(), link.port());
    return new Replica(
        target,
        link.up(),
        link.syncing(),
        link.lastIoSeconds(),
        target == LinkTarget.FOREIGN && Endpoint.isPort(link.port())
            ? Optional.of(new Endpoint(link.host(), link.port()))
            : Optional.empty());
  }

  /** {@return whether it takes writes} */
  public boolean isPrimary() {
    return role instanceof Primary;
  }

  /** {@return whether it is parked: told to follow nobody} */
  public boolean isParked() {
    return role instanceof Replica replica && replica.target() == LinkTarget.PARKING;
  }

  /** {@return whether it is told to follow the other one of the two servers} */
  public boolean followsPeer() {
    return role instanceof Replica replica && replica.target() == LinkTarget.PEER;
  }

  /** {@return whether it follows the other server and its link is up} */
  public boolean isLinkedToPeer() {
    return role instanceof Replica replica
        && replica.target() == LinkTarget.PEER
        && replica.linkUp();
  }

  /** {@return how long ago it heard its primary, in whole seconds; absent when it does not say} */
  public Optional<Duration> heardPeerAgo() {
    return role instanceof Replica replica && replica.lastIoSeconds() >= 0
        ? Optional.of(Duration.ofSeconds(replica.lastIoSeconds()))
        : Optional.empty();
  }

  /** {@return whether it is told to follow a server that is not ours} */
  public boolean followsForeign() {
    return role instanceof Replica replica && replica.target() == LinkTarget.FOREIGN;
  }

  /**
   * {@return the same as a replica of the other server, if both show that it is one, wherever the
   * address leads that it follows: its link is up in the history of that primary, and the primary
   * feeds a replica that calls itself as this one does}
   *
   * @param other what the other server said
   */
  public ServerState recognized(ServerState other) {
    boolean proven =
        followsForeign()
            && role instanceof Replica replica
            && replica.linkUp()
            && !replica.syncing()
            && other.isPrimary()
            && other.replicationId().equals(replicationId)
            && other.ports().replicas().contains(ports.own());
    return proven ? followingPeer() : this;
  }

  /** {@return the same replica, which follows the other server at that unknown address} */
  public ServerState followingPeer() {
    Replica replica = (Replica) role;
    return withRole(
        new Replica(
            LinkTarget.PEER,
            replica.linkUp(),
            replica.syncing(),
            replica.lastIoSeconds(),
            replica.unknownAddress()));
  }

  /** {@return the address that it follows, if none of the two servers is known there} */
  public Optional<Endpoint> unknownAddress() {
    return role instanceof Replica replica ? replica.unknownAddress() : Optional.empty();
  }

  /** {@return whether a full sync into it is running} */
  public boolean isSyncing() {
    return role instanceof Replica replica && replica.syncing();
  }

  /** {@return whom it follows; absent for a primary} */
  public Optional<LinkTarget> linkTarget() {
    return role instanceof Replica replica ? Optional.of(replica.target()) : Optional.empty();
  }

  /** {@return the marker that counts, if its data have one} */
  public Optional<Marker> marker() {
    return markers.effective(formerId);
  }

  /** {@return the number of its marker, 0 when it is unknown} */
  public long markerNumber() {
    Optional<Marker> marker = marker();
    return marker.isPresent() ? marker.get().number() : 0;
  }

  /** {@return the same server after it was parked, with everything else as it was} */
  public ServerState parkedNow() {
    return withRole(new Replica(LinkTarget.PARKING, false, false, UNKNOWN));
  }

  private ServerState withRole(Role newRole) {
    return new ServerState(
        runId,
        newRole,
        replicationId,
        offsetBytes,
        formerId,
        formerOffsetBytes,
        markers,
        markable,
        keys,
        replicasOnline,
        pingPeriodSeconds,
        notice,
        processorMillis,
        ports);
  }

  /** {@return what follows on the server's name in a sentence, such as {@code is parked}} */
  public String predicate() {
    return switch (role) {
      case Primary() -> "is a primary";
      case Replica(LinkTarget target, boolean linkUp, boolean syncing, long io, var address) ->
          switch (target) {
            case PARKING -> "is parked";
            case PEER ->
                syncing
                    ? "is copying the full data set"
                    : linkUp ? "has not caught up" : "lost its replication link";
            case FOREIGN -> "follows a foreign server";
          };
    };
  }

  /** {@return its role and link in a few words, for a row of a page or of {@code --status}} */
  public String inWords() {
    String words =
        switch (role) {
          case Primary() -> "primary";
          case Replica(LinkTarget target, boolean linkUp, boolean syncing, long io, var address) ->
              switch (target) {
                case PARKING -> "parked";
                case PEER ->
                    syncing
                        ? "replica, copying the full data set"
                        : linkUp ? "replica, link up" : "replica, link down";
                case FOREIGN -> "replica of a foreign server";
              };
        };
    return notice.map(error -> words + ", answers PING with " + error).orElse(words);
  }
}
