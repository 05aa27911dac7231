package io.redisfailover.failover.model;

/**
 * Where the two servers are reached.
 *
 * @param master where Master is
 * @param backup where Backup is
 */
public record Endpoints(Endpoint master, Endpoint backup) {
  /** {@return where {@code server} is} */
  public Endpoint of(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /**
   * Says whom a replica follows.
   *
   * @param follower the server whose link it is
   * @param host its {@code master_host}
   * @param port its {@code master_port}
   * @return what that address means to the protocol
   */
  public LinkTarget target(Server follower, String host, int port) {
    if (port == LinkTarget.PARKING_PORT && host.equals(LinkTarget.PARKING_HOST)) {
      return LinkTarget.PARKING;
    }
    if (of(follower.other()).isNamedBy(host, port)) {
      return LinkTarget.PEER;
    }
    return LinkTarget.FOREIGN;
  }
}
