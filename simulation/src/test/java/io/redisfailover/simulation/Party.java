package io.redisfailover.simulation;

import io.redisfailover.failover.model.Server;

/** Everybody who can be cut from everybody else: two servers, the proxies, two controllers. */
final class Party {
  static final int PROXIES = 3;
  static final int FIRST_PROXY = 2;
  static final int FIRST_CONTROLLER = FIRST_PROXY + PROXIES;
  static final int SECOND_CONTROLLER = FIRST_CONTROLLER + 1;
  static final int COUNT = SECOND_CONTROLLER + 1;

  private Party() {}

  static int of(Server server) {
    return switch (server) {
      case MASTER -> 0;
      case BACKUP -> 1;
    };
  }

  static boolean isServer(int party) {
    return party < FIRST_PROXY;
  }

  static boolean isProxy(int party) {
    return party >= FIRST_PROXY && party < FIRST_CONTROLLER;
  }

  static String name(int party) {
    if (isServer(party)) {
      return (party == of(Server.MASTER) ? Server.MASTER : Server.BACKUP).toString();
    }
    return isProxy(party)
        ? "proxy-" + (party - FIRST_PROXY + 1)
        : "controller-" + (party - FIRST_CONTROLLER + 1);
  }
}
