package io.redisfailover.failover.model;

import java.util.Optional;

/**
 * Where each server is told to replicate from, if that is not where an observer reaches the other
 * one: through mapped ports, a translated address or a mesh.
 *
 * @param master the address of Master for Backup
 * @param backup the address of Backup for Master
 */
public record ReplicationAddresses(Optional<Endpoint> master, Optional<Endpoint> backup) {
  /** Both reach each other where an observer reaches them. */
  public static final ReplicationAddresses NONE =
      new ReplicationAddresses(Optional.empty(), Optional.empty());

  /** {@return where the other server is told that {@code server} is} */
  public Optional<Endpoint> of(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /** {@return the same with what is known elsewhere, where nothing is known here} */
  public ReplicationAddresses or(ReplicationAddresses others) {
    return new ReplicationAddresses(master.or(others::master), backup.or(others::backup));
  }

  /** {@return where the servers are, also known at these addresses} */
  public Endpoints alsoAt(Endpoints endpoints) {
    return new Endpoints(
        master.map(it -> endpoints.master().known(it.toString())).orElse(endpoints.master()),
        backup.map(it -> endpoints.backup().known(it.toString())).orElse(endpoints.backup()));
  }
}
