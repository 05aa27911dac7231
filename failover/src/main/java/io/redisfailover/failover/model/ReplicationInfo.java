package io.redisfailover.failover.model;

import java.util.List;
import java.util.Optional;

/**
 * What {@code INFO replication} said, in the fields that the protocol uses.
 *
 * @param master whether the server called itself {@code role:master}
 * @param replicationId {@code master_replid}
 * @param offsetBytes end of its history in bytes: a primary's {@code master_repl_offset}, a
 *     replica's {@code slave_repl_offset}
 * @param formerId {@code master_replid2}, absent when it is all zeros
 * @param formerOffsetBytes {@code second_repl_offset}: the first byte that is not valid under
 *     {@code formerId}; -1 when there is none
 * @param link its link to a primary; present exactly when it is a replica
 * @param replicas the replicas that are attached to it
 */
public record ReplicationInfo(
    boolean master,
    String replicationId,
    long offsetBytes,
    Optional<String> formerId,
    long formerOffsetBytes,
    Optional<Link> link,
    List<Replica> replicas) {

  /** Copies the list and checks that a link is there exactly for a replica. */
  public ReplicationInfo {
    replicas = List.copyOf(replicas);
    if (master == link.isPresent()) {
      throw new IllegalArgumentException("a replica has a link to a primary, a primary has none");
    }
  }

  /**
   * A replica's link.
   *
   * @param host {@code master_host}
   * @param port {@code master_port}; any number, because {@code REPLICAOF} takes 0, and before
   *     Redis 7.0 everything
   * @param up whether {@code master_link_status} is {@code up}
   * @param syncing whether a full sync is running
   * @param lastIoSeconds seconds since the replica last heard its primary; -1 when it never did
   */
  public record Link(String host, int port, boolean up, boolean syncing, long lastIoSeconds) {}

  /**
   * A replica as its primary sees it ({@code slaveN:}).
   *
   * @param host address that the primary knows it by
   * @param port its announced port
   * @param online whether its state is {@code online}
   * @param offsetBytes the offset that it last acknowledged
   * @param silentSeconds seconds since it last acknowledged anything; it does so every second
   */
  public record Replica(
      String host, int port, boolean online, long offsetBytes, long silentSeconds) {
    /** {@return whether it is attached and was heard a moment ago} */
    public boolean isAlive() {
      return online && silentSeconds <= 1;
    }
  }
}
