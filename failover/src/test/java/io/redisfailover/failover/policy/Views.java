package io.redisfailover.failover.policy;

import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.model.ServerState.Role;
import java.time.Instant;
import java.util.Optional;

/** Short words for probe results in tests. */
public final class Views {
  public static final Instant START = Instant.ofEpochSecond(1_000);
  public static final Role MASTER = new ServerState.Primary();
  public static final Role PARKED = new ServerState.Replica(LinkTarget.PARKING, false, false, -1);
  public static final Role LINKED = new ServerState.Replica(LinkTarget.PEER, true, false, 0);
  public static final Role UNHEARD = new ServerState.Replica(LinkTarget.PEER, true, false, 3);
  public static final Role LINK_DOWN = new ServerState.Replica(LinkTarget.PEER, false, false, -1);
  public static final Role SYNCING = new ServerState.Replica(LinkTarget.PEER, false, true, -1);
  public static final Role STRAYED = new ServerState.Replica(LinkTarget.FOREIGN, true, false, 0);

  private Views() {}

  public static Instant millis(long afterStart) {
    return START.plusMillis(afterStart);
  }

  /** What a server says of itself; epoch 0 means that its data carry no marker. */
  public static ServerState state(
      String runId, Role role, String replicationId, long offset, long epoch, long keys) {
    Server owner = epoch % 2 == 1 ? Server.MASTER : Server.BACKUP;
    Markers markers =
        epoch == 0 ? Markers.NONE : Markers.of(new Marker(epoch, owner), replicationId);
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

  public static ProbeResult result(Server server, long sentMillis, ProbeAnswer answer) {
    return new ProbeResult(server, millis(sentMillis), millis(sentMillis + 1), answer);
  }

  public static ProbeResult result(Server server, long sentMillis, ServerState state) {
    return result(server, sentMillis, new ProbeAnswer.Answered(state));
  }
}
