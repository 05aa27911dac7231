package io.redisfailover.simulation;

import io.redisfailover.failover.command.ConnectionName;

/** A connection of a proxy or a controller to a server. */
final class SimConnection {
  final ConnectionName owner;
  final SimProcess process;
  boolean dead;

  /** The life of the server that accepted it; null until then. */
  String acceptedBy;

  SimConnection(ConnectionName owner, SimProcess process) {
    this.owner = owner;
    this.process = process;
  }
}
