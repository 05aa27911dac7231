package io.redisfailover.failover.model;

import java.util.Optional;

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
    long processorMillis) {
  /** Stands for a number that the server did not tell. */
  public static final int UNKNOWN = -1;

  /** The same without its processor time, which it has not told. */
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
        UNKNOWN);
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
   */
  public record Replica(LinkTarget target, boolean linkUp, boolean syncing, long lastIoSeconds)
      implements Role {}

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
      long processorMillis) {
    Role role =
        info.link()
            .<Role>map(link ->
                new Replica(
                    endpoints.target(server, link.host(), link.port()),
                    link.up(),
                    link.syncing(),
                    link.lastIoSeconds()))
            .orElseGet(Primary::new);
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
        (int) info.replicas().stream().filter(ReplicationInfo.Replica::isAlive).count(),
        pingPeriodSeconds,
        notice,
        processorMillis);
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

  /** {@return whether it is told to follow a server that is not ours} */
  public boolean followsForeign() {
    return role instanceof Replica replica && replica.target() == LinkTarget.FOREIGN;
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
    return new ServerState(
        runId,
        new Replica(LinkTarget.PARKING, false, false, UNKNOWN),
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
        processorMillis);
  }

  /** {@return what follows on the server's name in a sentence, such as {@code is parked}} */
  public String predicate() {
    return switch (role) {
      case Primary() -> "is a primary";
      case Replica(LinkTarget target, boolean linkUp, boolean syncing, long io) ->
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
          case Replica(LinkTarget target, boolean linkUp, boolean syncing, long io) ->
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
