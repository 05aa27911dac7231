package io.redisfailover.failover.policy;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.ServerState.Role;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Optional;

/** Short words for views in tests. */
final class Views {
  static final Instant START = Instant.ofEpochSecond(1_000);
  static final Role MASTER = new ServerState.Master();
  static final Role PARKED = new ServerState.Replica(LinkTarget.PARKING, false, false, -1);
  static final Role LINKED = new ServerState.Replica(LinkTarget.PEER, true, false, 0);
  static final Role UNHEARD = new ServerState.Replica(LinkTarget.PEER, true, false, 3);
  static final Role LINK_DOWN = new ServerState.Replica(LinkTarget.PEER, false, false, -1);
  static final Role SYNCING = new ServerState.Replica(LinkTarget.PEER, false, true, -1);
  static final Role STRAYED = new ServerState.Replica(LinkTarget.STRANGER, true, false, 0);

  private Views() {}

  static Instant millis(long afterStart) {
    return START.plusMillis(afterStart);
  }

  /** What a server says of itself; line 0 means that its data carry no marker. */
  static ServerState state(
      String runId, Role role, String replicationId, long offset, long line, long keys) {
    Node owner = line % 2 == 1 ? Node.MASTER : Node.BACKUP;
    Markers markers = line == 0 ? Markers.NONE : Markers.of(new Marker(line, owner));
    return new ServerState(
        runId,
        role,
        replicationId,
        offset,
        Optional.empty(),
        -1,
        markers,
        true,
        keys,
        0,
        1,
        Optional.empty());
  }

  static View view(Node node, long sentMillis, Answer answer) {
    return new View(node, millis(sentMillis), millis(sentMillis + 1), answer);
  }

  static View view(Node node, long sentMillis, ServerState state) {
    return view(node, sentMillis, new Answer.Answered(state));
  }
}
