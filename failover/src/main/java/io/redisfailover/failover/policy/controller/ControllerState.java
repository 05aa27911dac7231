package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.policy.FailoverSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that the controller remembers. Immutable; every event gives a new one, and {@link
 * ControllerPolicy#decide} says what follows.
 *
 * @param seen what was seen of both servers, and the epoch that the controller believes in
 * @param epochs what it was told of epochs
 * @param master what it knows of Master besides
 * @param backup what it knows of Backup besides
 * @param fresh whether nothing was ever stored here: an empty pair may be started
 * @param timers since when something has been the case
 * @param request the switchover that was asked for, if any
 * @param decision the decision to an open question, if it was given: the server whose data go on
 * @param discardable histories that a decision gave up: their servers may be overwritten
 */
public record ControllerState(
    ObserverMemory seen,
    KnownEpochs epochs,
    ServerFacts master,
    ServerFacts backup,
    boolean fresh,
    Timers timers,
    Optional<SwitchRequest> request,
    Optional<Server> decision,
    Set<String> discardable) {

  /** How long a switchover that was asked for waits for the standby to be in sync. */
  public static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

  /**
   * What the controller was told of epochs.
   *
   * @param record the newest epoch on record
   * @param heard the newest epoch that a proxy named
   * @param conflicting an epoch that a proxy named and that has the number of the controller's own,
   *     but another history
   * @param askedAt when the last round began in which every proxy was asked that could be
   */
  public record KnownEpochs(
      Optional<Epoch> record,
      Optional<Epoch> heard,
      Optional<Epoch> conflicting,
      Optional<Instant> askedAt) {
    /** Told nothing. */
    static final KnownEpochs NONE =
        new KnownEpochs(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Since when something has been the case.
   *
   * @param noPrimarySince no primary of an epoch is seen
   * @param stray the epoch's server is a primary that restarted by itself
   * @param inSync the standby is in sync
   * @param unmarked the active server was told to take its markers and did not, as one does whose
   *     memory is full
   */
  public record Timers(
      Optional<Instant> noPrimarySince,
      Optional<Instant> stray,
      Optional<Instant> inSync,
      Optional<Instant> unmarked) {
    /** Nothing is the case. */
    static final Timers NONE =
        new Timers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A switchover that was asked for.
   *
   * @param to the server that shall be active
   * @param askedAt when
   */
  public record SwitchRequest(Server to, Instant askedAt) {}

  /**
   * A controller that has just started and has seen nothing.
   *
   * @param now the present moment
   * @param settings what the user set
   * @param fresh whether nothing was ever stored here
   */
  public static ControllerState starting(Instant now, FailoverSettings settings, boolean fresh) {
    return starting(now, settings, fresh, Guards.ALL);
  }

  /** The same with some guards switched off, as only the simulator does. */
  public static ControllerState starting(
      Instant now, FailoverSettings settings, boolean fresh, Guards guards) {
    return new ControllerState(
        ObserverMemory.starting(
                now, new ObserverMemory.Detection(settings.detectionTimeout(), guards))
            .besideTheWays(),
        KnownEpochs.NONE,
        ServerFacts.UNKNOWN,
        ServerFacts.UNKNOWN,
        fresh,
        Timers.NONE,
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  /** {@return the epoch that the controller believes in} */
  public Optional<Epoch> epoch() {
    return seen.epoch();
  }

  /** {@return what is known of {@code server} besides its answers} */
  public ServerFacts facts(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /** Takes a probe result of a server in. */
  public ControllerState seen(ProbeResult result) {
    return with(seen.seen(result));
  }

  /** Takes in what is known of a server besides its answers. */
  public ControllerState learned(Server server, ServerFacts facts) {
    return new ControllerState(
        seen,
        epochs,
        server == Server.MASTER ? facts : master,
        server == Server.BACKUP ? facts : backup,
        fresh,
        timers,
        request,
        decision,
        discardable);
  }

  /** The record was read, or was written by this controller. */
  public ControllerState recorded(Epoch epoch) {
    return withEpochs(
        new KnownEpochs(Optional.of(epoch), epochs.heard, epochs.conflicting, epochs.askedAt));
  }

  /** A proxy named the epoch that it believes in. */
  public ControllerState heard(Epoch epoch) {
    boolean conflict =
        epoch().filter(mine -> mine.number() == epoch.number() && !mine.equals(epoch)).isPresent();
    boolean newer = epochs.heard.map(epoch::newerThan).orElse(true);
    return withEpochs(
        new KnownEpochs(
            epochs.record,
            newer ? Optional.of(epoch) : epochs.heard,
            conflict ? Optional.of(epoch) : epochs.conflicting,
            epochs.askedAt));
  }

  /**
   * Every proxy that could be asked for its epoch was asked, and those that answered were {@link
   * #heard}.
   *
   * @param began when the round began
   * @param proxies the names of all proxies, also of those that did not answer
   */
  public ControllerState proxiesAsked(Instant began, Set<String> proxies) {
    return proxiesNamed(proxies, began)
        .withEpochs(
            new KnownEpochs(epochs.record, epochs.heard, epochs.conflicting, Optional.of(began)));
  }

  /**
   * Takes in which proxies there are. Clients of a pair without any go where nobody looks.
   *
   * @param proxies their names
   * @param now the present moment
   */
  public ControllerState proxiesNamed(Set<String> proxies, Instant now) {
    return proxies.isEmpty() ? this : with(seen.peersNamed(proxies, now));
  }

  /** {@return whether the proxies are to be asked what they have seen} */
  public boolean asksPeers() {
    return Promotability.asksPeers(seen);
  }

  /** Takes in what a proxy has seen. */
  public ControllerState peerSaid(String proxy, PeerEvidence evidence) {
    return with(seen.peerSaid(proxy, evidence));
  }

  /** A switchover was asked for; it takes the place of an earlier request. */
  public ControllerState requested(Server to, Instant now) {
    return withRequest(Optional.of(new SwitchRequest(to, now)));
  }

  /** The request was carried out, refused or given up. */
  public ControllerState requestEnded() {
    return withRequest(Optional.empty());
  }

  /**
   * The open question was answered; a later decision takes the place of an earlier one.
   *
   * @param survivor the server whose data go on; the other one's may be overwritten
   */
  public ControllerState decided(Server survivor) {
    Set<String> given = new HashSet<>(discardable);
    // An earlier decision may have given these up.
    seen.of(survivor).state().map(ServerState::replicationId).ifPresent(given::remove);
    seen.of(survivor.other()).state().map(ServerState::replicationId).ifPresent(given::add);
    return new ControllerState(
        seen,
        epochs,
        master,
        backup,
        fresh,
        timers,
        request,
        Optional.of(survivor),
        Set.copyOf(given));
  }

  /**
   * An order ended.
   *
   * @param command what was ordered
   * @param outcome how it ended
   * @param now the present moment
   */
  public ControllerState orderEnded(Command command, OrderOutcome outcome, Instant now) {
    if (!(outcome instanceof OrderOutcome.Done(ProbeResult after))) {
      boolean refused =
          command instanceof Command.WriteMarkers && outcome instanceof OrderOutcome.Unknown;
      return refused ? unmarked(Optional.of(now)) : this;
    }
    Optional<ServerState> master = after.state().filter(ServerState::isPrimary);
    if (master.isEmpty()) {
      return seen(after);
    }
    ControllerState probed = seen(after).withPrimary();
    return switch (command) {
      case Command.Promote promote -> probed.begun(promote.epochNumber(), after, now);
      case Command.Unpark unpark -> probed.begun(unpark.epochNumber(), after, now).answerTaken();
      case Command.WriteMarkers written -> probed.answerTaken().marked(written, master.get(), now);
      case Command.Park park -> probed;
      case Command.Follow follow -> probed;
    };
  }

  /**
   * A primary was seen. A probe that says otherwise may have been answered before the order was
   * carried out, so whoever waits for a primary waits anew.
   */
  private ControllerState withPrimary() {
    return withTimers(
        new Timers(Optional.empty(), timers.stray(), timers.inSync(), timers.unmarked()));
  }

  private ControllerState marked(Command.WriteMarkers order, ServerState after, Instant now) {
    Epoch wanted = new Epoch(order.epoch().number(), order.epoch().server(), after.replicationId());
    return unmarked(after.markers().areOf(wanted) ? Optional.empty() : Optional.of(now));
  }

  private ControllerState unmarked(Optional<Instant> since) {
    return withTimers(new Timers(timers.noPrimarySince(), timers.stray(), timers.inSync(), since));
  }

  /**
   * An epoch that this controller's own order began; its number is the data's where they have one.
   */
  private ControllerState begun(long number, ProbeResult after, Instant now) {
    ServerState active = after.state().orElseThrow();
    long marked =
        active.marker().filter(marker -> marker.server() == after.server()).isPresent()
            ? active.markerNumber()
            : number;
    Epoch epoch = new Epoch(marked, after.server(), active.replicationId());
    return with(seen.adopt(epoch, Optional.of(active.runId()), now));
  }

  ControllerState answerTaken() {
    return new ControllerState(
        seen, epochs, master, backup, false, timers, request, Optional.empty(), discardable);
  }

  /**
   * {@return bytes of replication that only {@code server} holds, and that it discards when it
   * follows the active server; empty when its history is not the one that the active server left}
   */
  public OptionalLong discardedBytes(Server server) {
    Optional<ServerState> active = epoch().flatMap(mine -> seen.of(mine.server()).state());
    Optional<ServerState> other = seen.of(server).state();
    return active.isPresent() && other.isPresent()
        ? Rejoining.discardedBytes(other.get(), active.get())
        : OptionalLong.empty();
  }

  /** {@return a number that no marker, record or named epoch is beyond} */
  long highestNumber() {
    long highest = epoch().map(Epoch::number).orElse(0L);
    highest = Math.max(highest, epochs.record.map(Epoch::number).orElse(0L));
    highest = Math.max(highest, epochs.heard.map(Epoch::number).orElse(0L));
    for (Server server : Server.values()) {
      highest =
          Math.max(highest, seen.of(server).state().map(ServerState::markerNumber).orElse(0L));
    }
    return highest;
  }

  ControllerState with(ObserverMemory newSeen) {
    return new ControllerState(
        newSeen, epochs, master, backup, fresh, timers, request, decision, discardable);
  }

  ControllerState withTimers(Timers newTimers) {
    return new ControllerState(
        seen, epochs, master, backup, fresh, newTimers, request, decision, discardable);
  }

  ControllerState conflictSettled() {
    return withEpochs(
        new KnownEpochs(epochs.record, epochs.heard, Optional.empty(), epochs.askedAt));
  }

  private ControllerState withEpochs(KnownEpochs newEpochs) {
    return new ControllerState(
        seen, newEpochs, master, backup, fresh, timers, request, decision, discardable);
  }

  private ControllerState withRequest(Optional<SwitchRequest> newRequest) {
    return new ControllerState(
        seen, epochs, master, backup, fresh, timers, newRequest, decision, discardable);
  }
}
