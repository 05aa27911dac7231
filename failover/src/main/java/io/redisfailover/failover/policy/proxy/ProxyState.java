package io.redisfailover.failover.policy.proxy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.policy.FailoverSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * All that a proxy remembers. Immutable; every event gives a new one, and {@link
 * ProxyPolicy#decide} says what follows.
 *
 * @param seen what was seen of both servers, and the epoch that the proxy believes in
 * @param fromController what the controller told
 * @param switching the switchover that was announced, if any
 * @param lastAttempt the newest attempt that was ever announced here
 * @param routed the epoch that clients go to, empty while they are held
 * @param cutSince since when this proxy alone cannot reach the active server
 * @param own how its own orders stand
 * @param standstill the last time that a loop which forwards stood still; absent once the active
 *     server has answered since
 */
public record ProxyState(
    ObserverMemory seen,
    FromController fromController,
    Optional<Switching> switching,
    Optional<String> lastAttempt,
    Optional<Epoch> routed,
    Optional<Instant> cutSince,
    OwnOrders own,
    Optional<Standstill> standstill) {

  /** How long a proxy stays prepared for a switchover of which it hears nothing more. */
  public static final Duration SWITCH_HOLD = Duration.ofSeconds(2);

  /** Time between two decisions without an event, while clients are held. */
  private static final Duration HELD_TICK = Duration.ofMillis(20);

  /** The same while clients are routed. */
  private static final Duration ROUTED_TICK = Duration.ofMillis(50);

  /** Time between probes while a switchover holds the clients. */
  private static final Duration SWITCH_PROBE = Duration.ofMillis(10);

  /**
   * What the controller told.
   *
   * @param epoch the newest epoch that it pushed, if any
   * @param sequence the sequence number of the newest push; older ones are ignored
   * @param since when that epoch was told first
   * @param peersSequence the sequence number of the newest list of peers, likewise
   */
  public record FromController(
      Optional<Epoch> epoch, long sequence, Instant since, long peersSequence) {
    private FromController told(Epoch newest, long newSequence, Instant now) {
      return new FromController(
          Optional.of(newest),
          newSequence,
          epoch.equals(Optional.of(newest)) ? since : now,
          peersSequence);
    }

    private FromController named(long newSequence) {
      return new FromController(epoch, sequence, since, newSequence);
    }
  }

  /**
   * A switchover that was announced to this proxy.
   *
   * @param attempt its id
   * @param cause why it is done
   * @param until when the proxy stops waiting for its end
   */
  public record Switching(String attempt, Cause cause, Instant until) {}

  /**
   * How the orders of this proxy stand.
   *
   * @param underWay whether one is under way
   * @param unanswered the last promotion, if it was sent and its effect was not seen
   */
  public record OwnOrders(boolean underWay, Optional<Unanswered> unanswered) {
    /** None was sent yet. */
    static final OwnOrders NONE = new OwnOrders(false, Optional.empty());
  }

  /**
   * A promotion that was sent, and of which it is not known whether it was obeyed.
   *
   * @param server the server that it was sent to
   * @param endedAt when its answer was no longer awaited
   */
  public record Unanswered(Server server, Instant endedAt) {}

  /**
   * A loop that forwards stood still, and the answer of the active server is awaited.
   *
   * @param wokenAt when it woke
   * @param quietSince since when no loop passes anything on; absent until the hold is in effect
   */
  public record Standstill(Instant wokenAt, Optional<Instant> quietSince) {}

  /**
   * A proxy that has just started and has seen nothing.
   *
   * @param now the present moment
   * @param settings what the user set
   */
  public static ProxyState starting(Instant now, FailoverSettings settings) {
    return starting(now, settings, Guards.ALL);
  }

  /** The same with some guards switched off, as only the simulator does. */
  public static ProxyState starting(Instant now, FailoverSettings settings, Guards guards) {
    return new ProxyState(
        ObserverMemory.starting(
            now, new ObserverMemory.Detection(settings.detectionTimeout(), guards)),
        new FromController(Optional.empty(), Long.MIN_VALUE, now, 0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OwnOrders.NONE,
        Optional.empty());
  }

  /** {@return the newest epoch that is known: its own, or one that it was told} */
  public Optional<Epoch> newestEpoch() {
    return epoch().isEmpty() ? told() : newerTold().or(this::epoch);
  }

  /** {@return the number of the newest epoch; there must be one} */
  long newestNumber() {
    return newestEpoch().orElseThrow().number();
  }

  /** {@return the epoch that the controller pushed, if it is newer than the proxy's own} */
  Optional<Epoch> newerTold() {
    Epoch mine = epoch().orElseThrow();
    return told().filter(epoch -> epoch.newerThan(mine));
  }

  /** {@return the newest epoch that the controller pushed, if any} */
  public Optional<Epoch> told() {
    return fromController.epoch();
  }

  /** {@return the sequence number of the newest push, {@link Long#MIN_VALUE} before the first} */
  public long toldSequence() {
    return fromController.sequence();
  }

  /**
   * {@return the newer epoch that the other server has begun, as the controller told, if that
   * server was not asked since; what is known of it is older than the role change}
   */
  Optional<Epoch> unconfirmed() {
    Server own = epoch().orElseThrow().server();
    return newerTold()
        .filter(epoch -> epoch.server() != own)
        .filter(epoch ->
            seen.of(epoch.server())
                .newest()
                .filter(result -> !result.sentAt().isBefore(fromController.since()))
                .isEmpty());
  }

  /**
   * Says how often a server is to be probed.
   *
   * @param server the server
   * @param open whether clients are routed at the moment
   * @return from the sending of one probe to the next
   */
  public Duration probeInterval(Server server, boolean open) {
    return switching.isPresent() && !open ? SWITCH_PROBE : seen.probeInterval(server);
  }

  /**
   * Says when to decide again though nothing happens.
   *
   * @param open whether clients are routed at the moment
   */
  public static Duration nextDecision(boolean open) {
    return open ? ROUTED_TICK : HELD_TICK;
  }

  /** {@return the epoch that the proxy believes in} */
  public Optional<Epoch> epoch() {
    return seen.epoch();
  }

  /** Takes a probe result of a server in. */
  public ProxyState seen(ProbeResult result) {
    return with(seen.seen(result));
  }

  /**
   * A loop that forwards stood still: nothing is passed on until the active server has answered
   * since.
   *
   * @param at when it woke
   * @param lull the time in which every such loop stood still; absent when others went on
   */
  public ProxyState woke(Instant at, Optional<Lull> lull) {
    ObserverMemory excused = lull.map(seen::stoodStill).orElse(seen);
    return with(excused)
        .with(Optional.of(new Standstill(at, Optional.empty())))
        .routing(Optional.empty(), cutSince);
  }

  /**
   * The hold that followed on a standstill is in effect on every loop; passed over when another one
   * came, or the route is open again.
   *
   * @param wokenAt when the loop had woken
   * @param since since when nothing is passed on
   */
  public ProxyState quiet(Instant wokenAt, Instant since) {
    return with(
        standstill.map(last ->
            last.wokenAt().equals(wokenAt) ? new Standstill(wokenAt, Optional.of(since)) : last));
  }

  /** {@return whether the active server has not answered since a loop stood still} */
  boolean awaitsAnswer() {
    return guards().on(Guard.ANSWER_AFTER_STALL)
        && standstill
            .filter(last ->
                seen.activeMemory()
                    .newest()
                    .filter(result -> !result.sentAt().isBefore(last.wokenAt()))
                    .isEmpty())
            .isPresent();
  }

  /** Lets time pass. While clients are held after a standstill, nothing is passed on. */
  ProxyState at(Instant now) {
    ObserverMemory later = seen.at(now);
    return with(
        standstill
            .flatMap(Standstill::quietSince)
            .filter(since -> !now.isBefore(since))
            .map(since -> later.stoodStill(new Lull(since, now)))
            .orElse(later));
  }

  /** The active server has answered since a loop stood still, if one did. */
  ProxyState awake() {
    return with(Optional.empty());
  }

  /**
   * {@return whether the other proxies are to be asked what they have seen: this one needs to know,
   * and there are others}
   */
  public boolean asksPeers() {
    return Promotability.asksPeers(seen);
  }

  /**
   * Takes in which other proxies there are.
   *
   * @param sequence that of the list; an older one than the last is ignored
   * @param names their names
   * @param now the present moment
   */
  public ProxyState peersNamed(long sequence, Set<String> names, Instant now) {
    return sequence < peersSequence()
        ? this
        : with(fromController.named(sequence)).with(seen.peersNamed(names, now));
  }

  /** {@return the sequence number of the newest list of peers, 0 before the first} */
  public long peersSequence() {
    return fromController.peersSequence();
  }

  /** Takes in what another proxy has seen. */
  public ProxyState peerSaid(String name, PeerEvidence evidence) {
    return with(seen.peerSaid(name, evidence));
  }

  /**
   * Takes an epoch in that the controller pushed.
   *
   * @param sequence its sequence number; not newer than the last one: ignored
   * @param epoch the epoch; one that is older than the last one says nothing new
   * @param now the present moment
   */
  public ProxyState pushed(long sequence, Epoch epoch, Instant now) {
    if (sequence <= toldSequence()) {
      return this;
    }
    Epoch newest = told().filter(last -> last.newerThan(epoch)).orElse(epoch);
    return withTold(newest, sequence, now);
  }

  /**
   * Says why a switchover cannot be prepared now.
   *
   * @param attempt its id
   * @param now the present moment
   * @return the sentence, or nothing when {@link #prepared} may be called
   */
  public Optional<String> prepareRefusal(String attempt, Instant now) {
    if (lastAttempt.filter(attempt::equals).isPresent()) {
      return Optional.of("attempt " + attempt + " was announced before");
    }
    if (announced(now)) {
      return Optional.of("attempt " + switching.orElseThrow().attempt() + " is in progress");
    }
    if (ordering()) {
      return Optional.of("this proxy is carrying out a command of its own");
    }
    return epoch().isEmpty() ? Optional.of("no epoch is known yet") : Optional.empty();
  }

  /**
   * A switchover was announced: nothing is forwarded until it ends.
   *
   * @param attempt its id; {@link #prepareRefusal} found nothing against it
   * @param cause why it is done
   * @param until when to stop waiting for its end
   */
  public ProxyState prepared(String attempt, Cause cause, Instant until) {
    return withSwitching(Optional.of(new Switching(attempt, cause, until)), Optional.of(attempt));
  }

  /**
   * Says why the end of a switchover is not for this proxy.
   *
   * @param attempt its id
   * @param epoch the epoch that it ended with, if one is named
   * @return the sentence, or nothing when {@link #released} or {@link #committed} may be called
   */
  public Optional<String> endRefusal(String attempt, Optional<Epoch> epoch) {
    boolean mine = switching.filter(mySwitch -> mySwitch.attempt().equals(attempt)).isPresent();
    if (seen.detection().guards().on(Guard.ATTEMPT_ID) && !mine) {
      return Optional.of("attempt " + attempt + " is not in progress here");
    }
    return epoch
        .filter(other -> epoch().filter(mine2 -> mine2.newerThan(other)).isPresent())
        .map(lower -> lower + " is older than " + epoch().orElseThrow());
  }

  /**
   * A switchover was given up.
   *
   * @param epoch the epoch that goes on, if it was renewed
   * @param now the present moment
   */
  public ProxyState released(Optional<Epoch> epoch, Instant now) {
    return epoch
        .map(renewed -> switchEnded().withNewerTold(renewed, now))
        .orElseGet(this::switchEnded);
  }

  /**
   * A switchover was done.
   *
   * @param epoch the epoch that it began
   * @param now the present moment
   */
  public ProxyState committed(Epoch epoch, Instant now) {
    return switchEnded().withNewerTold(epoch, now);
  }

  /** An order of this proxy's is under way from here on: nothing is decided until it ends. */
  public ProxyState orderStarted() {
    return with(new OwnOrders(true, own.unanswered()));
  }

  /**
   * An order ended.
   *
   * @param command what was ordered
   * @param outcome how it ended
   * @param now the present moment
   */
  public ProxyState orderEnded(Command command, OrderOutcome outcome, Instant now) {
    Optional<Unanswered> unanswered =
        command instanceof Command.Promote && isUnseen(command.server(), outcome)
            ? Optional.of(new Unanswered(command.server(), now))
            : own.unanswered();
    ProxyState ended = with(new OwnOrders(false, unanswered));
    if (!(outcome instanceof OrderOutcome.Done(ProbeResult after))) {
      return ended;
    }
    ProxyState probed = ended.seen(after);
    return command instanceof Command.Promote promote
        ? probed.afterPromotion(promote, after)
        : probed;
  }

  /**
   * Whether what the order did is not seen by its outcome: there was no answer, or that was passed
   * over, because this process stood still before it sent the command and has probed since.
   */
  private boolean isUnseen(Server server, OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.NotSent notSent -> false;
      case OrderOutcome.Unknown unknown -> true;
      case OrderOutcome.Done(ProbeResult after) -> seen.of(server).passesOver(after);
    };
  }

  /** A server that cannot hold markers shows by its ids that it was promoted by this very order. */
  private ProxyState afterPromotion(Command.Promote promote, ProbeResult after) {
    Optional<ServerState> state = after.state();
    boolean unmarkedSuccess =
        state
            .filter(ServerState::isPrimary)
            .filter(serverState -> serverState.marker().isEmpty())
            .filter(serverState -> serverState.runId().equals(promote.expected().runId()))
            .filter(serverState ->
                serverState.formerId().equals(Optional.of(promote.expected().replicationId())))
            .isPresent();
    if (!unmarkedSuccess
        || epoch().filter(epoch -> epoch.server() == promote.server()).isPresent()) {
      return this;
    }
    ServerState serverState = state.orElseThrow();
    Epoch begun = new Epoch(promote.epochNumber(), promote.server(), serverState.replicationId());
    return with(seen.adopt(begun, Optional.of(serverState.runId()), after.receivedAt()));
  }

  /** {@return whether an order of its own is under way} */
  public boolean ordering() {
    return own.underWay();
  }

  /**
   * {@return the server that this proxy may have promoted, if it has not shown since whether it
   * obeyed, and the time for that is not over}
   */
  Optional<Server> perhapsPromoted(Instant now) {
    return own.unanswered()
        .filter(last -> guards().on(Guard.PROMOTION_ANSWERED))
        .filter(last -> now.isBefore(last.endedAt().plus(SWITCH_HOLD)))
        .filter(last ->
            seen.of(last.server())
                .newest()
                .filter(result -> result.sentAt().isAfter(last.endedAt()))
                .filter(ProbeResult::isConclusive)
                .isEmpty())
        .map(Unanswered::server);
  }

  /**
   * {@return what this proxy tells who asks what it has seen} While a switchover is announced it
   * says nothing of the standby. Who has just started was not prepared for that switchover, and
   * would finish it by that word while the controller may be taking it back.
   *
   * @param now the present moment
   */
  public PeerReport report(Instant now) {
    PeerReport report = PeerReport.of(seen, now);
    boolean silent = announced(now) && seen.detection().guards().on(Guard.PREPARED_IS_NO_WITNESS);
    return silent ? report.withoutEvidence() : report;
  }

  /** {@return whether a switchover is announced whose time is not over} */
  boolean announced(Instant now) {
    return switching.filter(mine -> now.isBefore(mine.until())).isPresent();
  }

  ProxyState switchEnded() {
    return withSwitching(Optional.empty(), lastAttempt);
  }

  Guards guards() {
    return seen.detection().guards();
  }

  ProxyState with(ObserverMemory newSeen) {
    return new ProxyState(
        newSeen, fromController, switching, lastAttempt, routed, cutSince, own, standstill);
  }

  ProxyState routing(Optional<Epoch> newRouted, Optional<Instant> newCutSince) {
    return new ProxyState(
        seen, fromController, switching, lastAttempt, newRouted, newCutSince, own, standstill);
  }

  private ProxyState withNewerTold(Epoch epoch, Instant now) {
    return told().filter(epoch::newerThan).isPresent() || told().isEmpty()
        ? withTold(epoch, toldSequence(), now)
        : this;
  }

  private ProxyState withTold(Epoch epoch, long sequence, Instant now) {
    return with(fromController.told(epoch, sequence, now));
  }

  private ProxyState with(FromController newest) {
    return new ProxyState(seen, newest, switching, lastAttempt, routed, cutSince, own, standstill);
  }

  private ProxyState withSwitching(Optional<Switching> newSwitching, Optional<String> attempt) {
    return new ProxyState(
        seen, fromController, newSwitching, attempt, routed, cutSince, own, standstill);
  }

  private ProxyState with(Optional<Standstill> newStandstill) {
    return new ProxyState(
        seen, fromController, switching, lastAttempt, routed, cutSince, own, newStandstill);
  }

  private ProxyState with(OwnOrders newOwn) {
    return new ProxyState(
        seen, fromController, switching, lastAttempt, routed, cutSince, newOwn, standstill);
  }
}
