package io.redisfailover.proxy.routing;

/**
 * What a server may be used for in {@code RouteOnly}.
 *
 * @param byCheck by its check
 * @param admin what an administrator has set
 */
record ServerUse(Availability byCheck, ServerAdmin admin) {
  /** A server that was not checked yet. */
  static final ServerUse UNCHECKED = new ServerUse(Availability.DOWN, ServerAdmin.USUAL);

  /** {@return what it may be used for by both} */
  Availability now() {
    return admin.limit(byCheck);
  }

  ServerUse checked(Availability verdict) {
    return new ServerUse(verdict, admin);
  }

  ServerUse administered(ServerAdmin other) {
    return new ServerUse(byCheck, other);
  }

  /** {@return why it gets no new sessions, in words that follow on its name} */
  String inWords() {
    if (admin.state() == ServerAdmin.State.MAINT) {
      return " is in maintenance";
    }
    if (admin.isDrained()) {
      return " is drained";
    }
    return byCheck == Availability.DOWN
        ? " is down by its check"
        : " takes no new clients by its check";
  }
}
