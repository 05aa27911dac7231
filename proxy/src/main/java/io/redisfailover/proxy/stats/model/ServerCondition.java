package io.redisfailover.proxy.stats.model;

import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.routing.ServerAdmin;

/**
 * What a server can do for clients at the moment, with its words on the page and in HAProxy's
 * column {@code status}. Pure.
 */
public enum ServerCondition {
  /** Clients are routed to it. */
  ACTIVE("active", "UP"),
  /** It can take over. */
  STANDBY("standby", "UP"),
  /** It still passes, but its last checks failed. */
  GOING_DOWN("going down", "UP"),
  /** It does not pass yet, but its last checks did. */
  GOING_UP("going up", "DOWN"),
  /** It answers but cannot take over: superseded, parked, syncing or not yet in sync. */
  NOT_ROUTED("up, not in sync", "NOLB"),
  /** It passes its check, which says that it shall take no new clients. */
  NO_NEW_CLIENTS("up, takes no new clients", "NOLB"),
  /** An administrator drains it: it keeps its sessions and gets no new ones. */
  DRAINED("drained", "DRAIN"),
  /** An administrator has put it into maintenance. */
  MAINTENANCE("in maintenance", "MAINT"),
  /** It does not answer, or does not pass its check. */
  DOWN("down", "DOWN"),
  /** It was not probed or checked yet. */
  UNCHECKED("not checked", "no check");

  private final String words;
  private final String haproxyStatus;

  ServerCondition(String words, String haproxyStatus) {
    this.words = words;
    this.haproxyStatus = haproxyStatus;
  }

  /** {@return it in words} */
  public String words() {
    return words;
  }

  /** {@return HAProxy's word for it; for a script check in motion without its counter} */
  public String haproxyStatus() {
    return haproxyStatus;
  }

  /** {@return whether the server answers or passes its check} */
  public boolean isUp() {
    return switch (this) {
      case ACTIVE, STANDBY, GOING_DOWN, NOT_ROUTED, NO_NEW_CLIENTS, DRAINED -> true;
      case GOING_UP, MAINTENANCE, DOWN, UNCHECKED -> false;
    };
  }

  /** {@return the condition of {@code server}} */
  public static ServerCondition of(StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    boolean routed = status.routing().filter(server::equals).isPresent();
    return switch (status.mode()) {
      case Mode.Promote promote ->
          snapshot.result().map(result -> watched(status, result, routed)).orElse(UNCHECKED);
      case Mode.RouteOnly routeOnly ->
          snapshot.admin().state() == ServerAdmin.State.MAINT
              ? MAINTENANCE
              : snapshot
                  .check()
                  .map(check -> administered(snapshot, checked(check, routed)))
                  .orElse(UNCHECKED);
    };
  }

  private static ServerCondition watched(
      StatusSnapshot status, ProbeResult result, boolean routed) {
    if (!result.answered()) {
      return DOWN;
    }
    if (routed) {
      return ACTIVE;
    }
    return result.state().filter(state -> couldTakeOver(status, result.server(), state)).isPresent()
        ? STANDBY
        : NOT_ROUTED;
  }

  /** The link may be down when the active server does not answer. */
  private static boolean couldTakeOver(StatusSnapshot status, Server server, ServerState state) {
    boolean epochIsElsewhere = status.epoch().filter(epoch -> epoch.server() != server).isPresent();
    boolean activeAnswers =
        status.server(server.other()).result().filter(ProbeResult::answered).isPresent();
    boolean linked = state.isLinkedToPeer() || (state.followsPeer() && !activeAnswers);
    return epochIsElsewhere && linked && !state.isSyncing() && status.standbyObstacle().isEmpty();
  }

  private static ServerCondition administered(ServerSnapshot snapshot, ServerCondition byCheck) {
    return snapshot.admin().isDrained() && byCheck.isUp() ? DRAINED : byCheck;
  }

  private static ServerCondition checked(CheckedServer check, boolean routed) {
    if (check.last().isEmpty()) {
      return UNCHECKED;
    }
    if (!check.health().isSettled()) {
      return check.health().isUp() ? GOING_DOWN : GOING_UP;
    }
    if (!check.health().isUp()) {
      return DOWN;
    }
    if (check.conditional()) {
      return NO_NEW_CLIENTS;
    }
    return routed ? ACTIVE : STANDBY;
  }
}
