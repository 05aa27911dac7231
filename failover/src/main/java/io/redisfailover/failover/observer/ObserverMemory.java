package io.redisfailover.failover.observer;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that one observer remembers: both servers, its epoch, and its sync evidence of the standby.
 * Immutable; every event gives a new one.
 *
 * @param startedAt when the observer began
 * @param epoch the epoch that it believes in, if any
 * @param epochRunId the life of the active server under which the epoch was learned
 * @param master what is remembered of Master
 * @param backup what is remembered of Backup
 * @param evidence what was seen of the standby in this epoch
 * @param failedSince since when the active server counts as failed
 * @param detection the rules of detection
 * @param patience how long silence must last to be a failure
 * @param ways who passes bytes between clients and servers, and when
 */
public record ObserverMemory(
    Instant startedAt,
    Optional<Epoch> epoch,
    Optional<String> epochRunId,
    ServerMemory master,
    ServerMemory backup,
    SyncEvidence evidence,
    Optional<Instant> failedSince,
    Detection detection,
    Patience patience,
    Ways ways) {

  private static final Duration PROBE_NORMAL = Duration.ofMillis(100);
  private static final Duration PROBE_FAILED = Duration.ofMillis(50);
  private static final Duration PROBE_URGENT = Duration.ofMillis(10);
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);

  /**
   * A server that is silent anyway is asked often, so that the newest probe is a fresh one: this
   * long, then longer, then as long as any other. One that needs that long for a new connection
   * would never be heard again otherwise.
   */
  private static final Duration PROBE_TIMEOUT_SILENT = Duration.ofMillis(100);

  private static final Duration PROBE_TIMEOUT_SILENT_STILL = Duration.ofMillis(250);

  /**
   * How many times as long as its newest answer a probe waits for a new connection at least: no
   * silence is what could not be answered. Source: the dial, and the login with the probe, take a
   * round trip each.
   */
  private static final int ROUND_TRIPS = 3;

  /**
   * What decides when a server counts as failed.
   *
   * @param silence silence that counts as a failure, at least
   * @param guards which guards are on
   */
  public record Detection(Duration silence, Guards guards) {}

  /** An observer that has seen nothing. */
  public static ObserverMemory starting(Instant now, Detection detection) {
    return new ObserverMemory(
        now,
        Optional.empty(),
        Optional.empty(),
        ServerMemory.NONE,
        ServerMemory.NONE,
        SyncEvidence.NONE,
        Optional.empty(),
        detection,
        Patience.of(detection.silence()),
        Ways.STARTING);
  }

  /** {@return from the sending of one probe of {@code server} to the next} */
  public Duration probeInterval(Server server) {
    if (failedSince.isEmpty()) {
      return PROBE_NORMAL;
    }
    return epoch.filter(mine -> mine.server() != server).isPresent() ? PROBE_URGENT : PROBE_FAILED;
  }

  /** {@return how long a probe of {@code server} waits for its answer, the dial included} */
  public Duration probeTimeout(Server server) {
    Optional<Duration> unanswered =
        of(server)
            .newest()
            .filter(result -> result.answer() instanceof ProbeAnswer.Silent)
            .map(ProbeResult::took);
    Duration usual = usualProbeTimeout();
    if (unanswered.isEmpty() || patience.isRaised()) {
      return usual;
    }
    Duration still = silentTimeout(server, PROBE_TIMEOUT_SILENT_STILL);
    Duration waited = unanswered.get();
    if (waited.compareTo(usual) >= 0) {
      return silentTimeout(server, PROBE_TIMEOUT_SILENT);
    }
    return waited.compareTo(still) >= 0 ? usual : still;
  }

  private Duration silentTimeout(Server server, Duration least) {
    Duration needed = of(server).answerTook().multipliedBy(ROUND_TRIPS);
    return Patience.shorter(Patience.longer(needed, least), usualProbeTimeout());
  }

  /** {@return how long a probe takes at most of a server that answered the one before} */
  Duration usualProbeTimeout() {
    return patience.scaled(PROBE_TIMEOUT);
  }

  /** {@return how old an answer is at most before the next one comes, while both go on} */
  Duration answerLasts() {
    return usualProbeTimeout().plus(PROBE_NORMAL);
  }

  /** {@return how long the active server has been silent; there must be an epoch} */
  Duration silence(Instant now) {
    return activeMemory().silence(startedAt, answerLasts(), now);
  }

  /** {@return what is remembered of {@code server}} */
  public ServerMemory of(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /**
   * Takes a probe result in.
   *
   * @param result the probe result
   * @return what is remembered from here on
   */
  public ObserverMemory seen(ProbeResult result) {
    ServerMemory before = of(result.server());
    boolean active = epoch.filter(mine -> mine.server() == result.server()).isPresent();
    ServerMemory after = before.seen(result, active);
    if (after.equals(before)) {
      return this;
    }
    ObserverMemory with =
        withMemory(result.server(), after, patienceAfter(result))
            .recognized(Server.MASTER)
            .recognized(Server.BACKUP);
    ProbeResult known = with.of(result.server()).newest().orElseThrow();
    Server other = result.server().other();
    return with.withMemory(other, with.of(other).heardBy(known), with.patience)
        .withEvidence(with.evidenceAfter(known, before))
        .at(result.receivedAt());
  }

  /** A replica of the other server is one under whatever address it follows it. */
  private ObserverMemory recognized(Server server) {
    return withMemory(server, of(server).recognized(of(server.other())), patience);
  }

  /**
   * {@return the address under which a server follows the other one, if that was told by what both
   * said, and not by the address}
   *
   * @param server the replica
   */
  public Optional<Endpoint> recognizedAddress(Server server) {
    return of(server).state().filter(ServerState::followsPeer).flatMap(ServerState::unknownAddress);
  }

  private Patience patienceAfter(ProbeResult result) {
    Patience late = patience.at(result.receivedAt()).late(result);
    return of(result.server()).endedBy(result).map(late::after).orElse(late);
  }

  /**
   * Lets time pass: silence may have become a failure.
   *
   * @param now the present moment
   */
  public ObserverMemory at(Instant now) {
    return with(ways.with(ways.peers().at(now))).failedAt(now);
  }

  private ObserverMemory failedAt(Instant now) {
    boolean failed = epoch.isPresent() && ActiveFailure.of(this, now).isPresent();
    if (failed == failedSince.isPresent()) {
      return this;
    }
    return withFailedSince(failed ? Optional.of(now) : Optional.empty());
  }

  /** {@return an observer that forwards for no client, so that it never told one anything} */
  public ObserverMemory besideTheWays() {
    return with(new Ways(Lulls.ALWAYS, ways.peers()));
  }

  /**
   * {@return with one more time in which this process passed nothing between clients and servers}
   */
  public ObserverMemory stoodStill(Lull lull) {
    return with(ways.stoodStill(lull));
  }

  /**
   * {@return with the names of the other proxies of the pair}
   *
   * @param names their names
   * @param now the present moment
   */
  public ObserverMemory peersNamed(Set<String> names, Instant now) {
    return with(ways.with(ways.peers().named(names, now)));
  }

  /** {@return with what another proxy said it had seen} */
  public ObserverMemory peerSaid(String name, PeerEvidence told) {
    return with(ways.with(ways.peers().said(name, told)));
  }

  /**
   * Takes an epoch over: everything that was seen in sync in another one is forgotten.
   *
   * @param newEpoch the epoch
   * @param runId the life of its active server, where it is known
   * @param now the present moment
   */
  public ObserverMemory adopt(Epoch newEpoch, Optional<String> runId, Instant now) {
    boolean sameActive =
        epoch.filter(old -> old.server() == newEpoch.server()).isPresent()
            && epoch
                .filter(old -> old.replicationId().equals(newEpoch.replicationId()))
                .isPresent();
    ObserverMemory adopted =
        new ObserverMemory(
            startedAt,
            Optional.of(newEpoch),
            runId.or(() -> sameActive ? epochRunId : Optional.empty()),
            master,
            backup,
            sameActive ? evidence : SyncEvidence.NONE,
            Optional.empty(),
            detection,
            patience,
            ways);
    return adopted.probedAgain().at(now);
  }

  /**
   * The standby and the active server as they were seen last also count for an epoch just adopted.
   */
  private ObserverMemory probedAgain() {
    ObserverMemory probed = this;
    Server active = epoch.orElseThrow().server();
    for (Server server : new Server[] {active, active.other()}) {
      Optional<ProbeResult> result = of(server).newest();
      if (result.isPresent()) {
        probed = probed.withEvidence(probed.evidenceAfter(result.get()));
      }
    }
    return probed;
  }

  /**
   * {@return whether this is the epoch's own active server: a primary at the epoch's server, in the
   * epoch's history; or in the life in which the epoch was learned, under the epoch's marker or
   * none}
   *
   * <p>In the epoch's own history its markers prove nothing: whatever makes another server active,
   * or this one anew, begins another history. So a marker that an application deleted or put back
   * changes nothing.
   *
   * @param server where it was seen
   * @param state what it said
   */
  public boolean isEpochServer(Server server, ServerState state) {
    if (epoch.isEmpty() || epoch.get().server() != server || !state.isPrimary()) {
      return false;
    }
    if (!detection.guards().on(Guard.FOREIGN_SERVER)) {
      return true;
    }
    Epoch mine = epoch.get();
    boolean marked = state.marker().map(marker -> marker.equals(mine.marker())).orElse(true);
    boolean sameHistory = state.replicationId().equals(mine.replicationId());
    boolean sameLife = epochRunId.filter(state.runId()::equals).isPresent();
    return sameHistory || (marked && sameLife);
  }

  /**
   * {@return whether a primary has begun another history of its epoch, as a server does that
   * restarts as a primary by itself: the other server holds the epoch in another one than this}
   *
   * @param server where the primary was seen
   * @param primary what it said
   */
  public boolean hasBegunAnotherHistory(Server server, ServerState primary) {
    return of(server.other())
        .state()
        .filter(other -> other.markerNumber() == primary.markerNumber())
        .filter(other -> !other.replicationId().equals(primary.replicationId()))
        .isPresent();
  }

  /**
   * {@return whether the newest probe result of the epoch's server shows the epoch's own active
   * server}
   */
  public boolean epochServerSeen() {
    return epoch.isPresent()
        && activeMemory()
            .state()
            .filter(state -> isEpochServer(epoch.get().server(), state))
            .isPresent();
  }

  /**
   * {@return whether the active server was seen as the epoch's primary after the other server had
   * been seen as a primary} In a planned role change the one is parked before the other is
   * promoted: two probes that overlap with it show two primaries, and these two do not.
   */
  public boolean epochServerSeenBesideStandby() {
    if (!epochServerSeen()) {
      return false;
    }
    Instant seenAt = activeMemory().newest().orElseThrow().sentAt();
    return standbyMemory().primarySince().filter(since -> !seenAt.isBefore(since)).isPresent();
  }

  /**
   * {@return whether the active server was parked in the epoch's own history: it is alive, fenced,
   * and waits for its successor}
   */
  public boolean isHandover() {
    return epoch.isPresent()
        && activeMemory()
            .state()
            .filter(ServerState::isParked)
            .filter(serverState -> serverState.replicationId().equals(epoch.get().replicationId()))
            .isPresent();
  }

  /** {@return what is remembered of the epoch's server; there must be an epoch} */
  public ServerMemory activeMemory() {
    return of(epoch.orElseThrow().server());
  }

  /** {@return what is remembered of the other server; there must be an epoch} */
  public ServerMemory standbyMemory() {
    return of(epoch.orElseThrow().server().other());
  }

  /**
   * {@return whether the standby could take over with nothing lost but what is under way; there
   * must be an epoch}
   */
  public boolean isStandbyInSync() {
    return evidence.caughtUp()
        && standbyMemory()
            .state()
            .filter(ServerState::isLinkedToPeer)
            .filter(copy -> !copy.isSyncing())
            .isPresent();
  }

  /**
   * {@return whether this server carries a newer epoch than this observer's, and it is its own}
   *
   * @param server where it was seen
   * @param state what it said
   */
  public boolean succeeds(Server server, ServerState state) {
    Optional<Marker> marker = state.marker();
    return state.isPrimary()
        && marker.isPresent()
        && marker.get().server() == server
        && (epoch.isEmpty() || marker.get().number() > epoch.get().number());
  }

  /**
   * What the successor of the active server lacks: the highest offset that the active server ever
   * showed to this observer, minus the one at which the successor was promoted. 0 says that
   * everything that was seen had been replicated; what was written after the last probe is in no
   * observer's knowledge.
   *
   * @param successor what the new active server said
   * @return bytes, at least 0; empty when the successor's history does not follow on this epoch's,
   *     or no offset was seen
   */
  public OptionalLong gapBytes(ServerState successor) {
    boolean follows =
        epoch.map(Epoch::replicationId).equals(successor.formerId()) && epoch.isPresent();
    return follows && evidence.highestOffsetBytes() >= 0 && successor.formerOffsetBytes() >= 0
        ? OptionalLong.of(
            Math.max(0, evidence.highestOffsetBytes() - (successor.formerOffsetBytes() - 1)))
        : OptionalLong.empty();
  }

  /**
   * With an answer that may be an error: it is of the server that was seen before, if that went on.
   */
  private SyncEvidence evidenceAfter(ProbeResult result, ServerMemory before) {
    boolean goesOn =
        epoch.filter(mine -> mine.server() == result.server()).isPresent()
            && result.answer() instanceof ProbeAnswer.Errored errored
            && errored.error().hidesServerThatGoesOn()
            && evidence.activeSeenAt().equals(before.lastHeard())
            && before.wasSilentAtMost();
    return goesOn
        ? evidence.activeErrored(result.sentAt(), of(result.server().other()), answerLasts())
        : evidenceAfter(result);
  }

  private SyncEvidence evidenceAfter(ProbeResult result) {
    if (epoch.isEmpty() || result.state().isEmpty()) {
      return evidence;
    }
    ServerState state = result.state().get();
    Duration lasts = answerLasts();
    Server active = epoch.get().server();
    if (result.server() == active) {
      return isEpochServer(active, state)
          ? evidence.activeSeen(state, result.sentAt(), of(active.other()), lasts)
          : evidence;
    }
    return evidence.standbySeen(state, result, epoch.get(), lasts);
  }

  private ObserverMemory withMemory(Server server, ServerMemory memory, Patience newPatience) {
    return new ObserverMemory(
        startedAt,
        epoch,
        epochRunId,
        server == Server.MASTER ? memory : master,
        server == Server.BACKUP ? memory : backup,
        evidence,
        failedSince,
        detection,
        newPatience,
        ways);
  }

  private ObserverMemory withEvidence(SyncEvidence newEvidence) {
    return new ObserverMemory(
        startedAt,
        epoch,
        epochRunId,
        master,
        backup,
        newEvidence,
        failedSince,
        detection,
        patience,
        ways);
  }

  private ObserverMemory withFailedSince(Optional<Instant> since) {
    return new ObserverMemory(
        startedAt, epoch, epochRunId, master, backup, evidence, since, detection, patience, ways);
  }

  private ObserverMemory with(Ways newWays) {
    return newWays.equals(ways)
        ? this
        : new ObserverMemory(
            startedAt,
            epoch,
            epochRunId,
            master,
            backup,
            evidence,
            failedSince,
            detection,
            patience,
            newWays);
  }
}
