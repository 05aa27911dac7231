package io.redisfailover.failover.simulation;

/** A connection of a proxy or a controller to a server. */
final class SimConnection {
  /** Whose connection it is. */
  enum Owner {
    PROXY,
    CONTROLLER
  }

  final Owner owner;
  final SimProcess process;
  boolean dead;

  /** The life of the server that accepted it; null until then. */
  String acceptedBy;

  SimConnection(Owner owner, SimProcess process) {
    this.owner = owner;
    this.process = process;
  }
}
