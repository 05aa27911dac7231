package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;

/**
 * What a server is good for at the moment: its colour on the page and its word in HAProxy's column
 * {@code status}.
 */
enum ServerCondition {
  /** Clients go here. */
  ACTIVE("active", "UP", "active-up"),
  /** It could take over. */
  STANDBY("standby", "UP", "backup-up"),
  /** It still passes, but its last checks failed. */
  GOING_DOWN("going down", "UP", "going-down"),
  /** It does not pass yet, but its last checks did. */
  GOING_UP("going up", "DOWN", "going-up"),
  /** Alive, but nobody is sent there: a returned old master, one that is parked or syncing. */
  NOT_ROUTED("gets no clients", "NOLB", "not-routed"),
  /** Not usable. */
  DOWN("down", "DOWN", "down"),
  /** Nothing is known of it yet. */
  UNCHECKED("not checked", "no check", "no-check");

  private final String words;
  private final String haproxyStatus;
  private final String cssClass;

  ServerCondition(String words, String haproxyStatus, String cssClass) {
    this.words = words;
    this.haproxyStatus = haproxyStatus;
    this.cssClass = cssClass;
  }

  /** {@return it in words} */
  String words() {
    return words;
  }

  /** {@return HAProxy's word for it; for a script check in motion without its counter} */
  String haproxyStatus() {
    return haproxyStatus;
  }

  /** {@return the class of its colour in the style sheet} */
  String cssClass() {
    return cssClass;
  }

  /** {@return the condition of {@code node}} */
  static ServerCondition of(StatusSnapshot status, Node node) {
    ServerStatus server = status.server(node);
    boolean routed = status.routing().filter(node::equals).isPresent();
    return switch (status.mode()) {
      case Mode.Promote promote ->
          server.view().map(view -> watched(status, view, routed)).orElse(UNCHECKED);
      case Mode.RouteOnly routeOnly ->
          server.check().map(check -> checked(check, routed)).orElse(UNCHECKED);
    };
  }

  private static ServerCondition watched(StatusSnapshot status, View view, boolean routed) {
    if (!view.answered()) {
      return DOWN;
    }
    if (routed) {
      return ACTIVE;
    }
    return view.state().filter(state -> couldTakeOver(status, view.node(), state)).isPresent()
        ? STANDBY
        : NOT_ROUTED;
  }

  /** A link that is down says nothing against a standby whose master does not answer. */
  private static boolean couldTakeOver(StatusSnapshot status, Node node, ServerState state) {
    boolean lineIsElsewhere = status.line().filter(line -> line.node() != node).isPresent();
    boolean masterAnswers = status.server(node.other()).view().filter(View::answered).isPresent();
    boolean linked = state.isLinkedToPeer() || (state.followsPeer() && !masterAnswers);
    return lineIsElsewhere && linked && !state.isSyncing() && status.standbyObstacle().isEmpty();
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
    return routed ? ACTIVE : STANDBY;
  }
}
