package io.redisfailover.controller;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.redis.ProbeLoop;
import io.redisfailover.controller.redis.SettingsReport;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ControllerDecision;
import io.redisfailover.failover.policy.controller.ControllerPolicy;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events in, decides, acts, records and pushes. For one thread, but for {@link #status} and
 * {@link #pace}.
 */
final class DecisionLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLoop.class);

  private final Supplier<Instant> clock;
  private final ServerAddresses addresses;
  private final Orders orders;
  private final EpochRecord record;
  private final EpochPublisher publisher;
  private final ProxyInquiry inquiry;
  private final Runnable changed;
  private final Switchovers switchovers;
  private final Requests requests = new Requests();
  private final ServerDetails details = new ServerDetails();
  private final OrderLog orderLog = new OrderLog();
  private ControllerPolicy policy;
  private volatile ControllerState state;
  private volatile ControllerStatus status = ControllerStatus.NOTHING_SEEN;
  private Optional<Epoch> told = Optional.empty();

  DecisionLoop(
      ControllerSetup setup,
      ServerAddresses addresses,
      Supplier<Instant> clock,
      EpochPublisher publisher,
      Consumer<ControllerEvent> events,
      Runnable changed) {
    this.addresses = addresses;
    this.clock = clock;
    this.publisher = publisher;
    this.inquiry = new ProxyInquiry(setup.fleet(), clock, events);
    this.changed = changed;
    this.policy = new ControllerPolicy(addresses.settings());
    this.orders = new Orders(addresses::access, clock);
    this.switchovers = new Switchovers(setup.fleet(), addresses::access, clock);
    this.record = new EpochRecord(setup.record());
    ControllerState starting = policy.starting(clock.get(), record.isFresh());
    this.state = record.epoch().map(starting::recorded).orElse(starting);
    switchovers.warmUp(starting.seen());
  }

  ControllerStatus status() {
    return status;
  }

  /** {@return how one server is to be probed at this moment; for any thread} */
  ProbeLoop.Pace pace(Server server) {
    return new ProbeLoop.Pace() {
      @Override
      public Duration interval() {
        return state.seen().probeInterval(server);
      }

      @Override
      public Duration limit() {
        return state.seen().probeTimeout(server);
      }
    };
  }

  void take(ControllerEvent event) {
    state =
        switch (event) {
          case ControllerEvent.Seen(ProbeResult result) -> probed(result);
          case ControllerEvent.Moved(Endpoints endpoints) -> moved(endpoints, clock.get());
          case ControllerEvent.Heard(Epoch epoch) -> state.heard(epoch);
          case ControllerEvent.ProxiesAsked round -> inquiry.asked(state, round);
          case ControllerEvent.ProxySaw saw -> inquiry.ended(state, saw);
          case ControllerEvent.Requested requested -> asked(requested, clock.get());
          case ControllerEvent.Adopted(Server server, SettingsReport settings) -> {
            details.read(server, settings);
            yield compared(
                state.learned(server, state.facts(server).persisting(settings.persistence())));
          }
          case ControllerEvent.Explained explained -> {
            LOG.warn("{}", Sentence.of(details.stalled(explained, state.seen())));
            yield state;
          }
          case ControllerEvent.Placed(Server server, boolean newVolume, var presence) ->
              state.learned(server, state.facts(server).placed(newVolume, presence, clock.get()));
        };
  }

  private ControllerState probed(ProbeResult result) {
    ControllerState after = state.seen(result);
    addresses.probed(result, after.seen());
    for (Server follower : Server.values()) {
      addresses
          .recognized(follower, after.seen())
          .ifPresent(address -> {
            LOG.info(
                "Recognized {} at {}, where {} follows it.", follower.other(), address, follower);
            readdressed();
          });
    }
    return after;
  }

  private void readdressed() {
    policy = new ControllerPolicy(addresses.settings());
    publisher.moved();
  }

  /** What is remembered of a server does not depend on its address. */
  private ControllerState moved(Endpoints endpoints, Instant now) {
    if (addresses.moved(endpoints, now)) {
      LOG.info(
          "Changed the addresses: Master is at {}, Backup at {}.",
          endpoints.master(),
          endpoints.backup());
      readdressed();
    }
    return state;
  }

  private ControllerState asked(ControllerEvent.Requested requested, Instant now) {
    return switch (requested.request()) {
      case ControllerRequest.Switchover(Server to) -> {
        requests.asked(requested.request(), requested.outcome(), now);
        yield state.requested(to, now);
      }
      case ControllerRequest.KeepDataOf(Server survivor) -> decided(survivor, requested, now);
    };
  }

  /** A decision that is not required would be carried out some other day. */
  private ControllerState decided(
      Server survivor, ControllerEvent.Requested requested, Instant now) {
    Optional<String> obstacle =
        addresses
            .oneServer(state.seen())
            .map(question -> "no decision settles this: " + question)
            .or(() -> withoutQuestion(now));
    if (obstacle.isPresent()) {
      requested.outcome().complete(new RequestOutcome.NotDone(obstacle.get()));
      return state;
    }
    LOG.info("Received the decision to keep the data of {}.", survivor);
    requests.asked(requested.request(), requested.outcome(), now);
    return state.decided(survivor);
  }

  private Optional<String> withoutQuestion(Instant now) {
    ControllerDecision.Action next = policy.decide(state, now).action();
    return next instanceof ControllerDecision.DecisionRequired || state.decision().isPresent()
        ? Optional.empty()
        : Optional.of("no decision is required: " + next.why());
  }

  /** Decides once and does what was decided; returns when that is done. */
  void decide() {
    Instant now = clock.get();
    Optional<String> oneServer = addresses.oneServer(state.seen());
    ControllerDecision decision =
        oneServer.isPresent()
            ? new ControllerDecision(
                state, new ControllerDecision.DecisionRequired(oneServer.get()), Optional.empty())
            : policy.decide(state, now);
    state = decision.next();
    decision.recordable().ifPresent(epoch -> publish(epoch, now));
    show(decision.action(), now);
    act(decision.action(), now);
    state = requests.decided(state, status, clock.get());
    state = inquiry.ask(state);
  }

  /**
   * Nothing is decided any more: tells who waits. To be called once the deciding thread is gone.
   */
  void abandoned(Iterable<ControllerEvent> late) {
    requests.abandoned();
    for (ControllerEvent event : late) {
      if (event instanceof ControllerEvent.Requested requested) {
        requested.outcome().complete(Requests.stopped());
      }
    }
  }

  private void publish(Epoch epoch, Instant now) {
    if (record.save(epoch, now)) {
      state = state.recorded(epoch);
    }
    if (!told.equals(Optional.of(epoch))) {
      told = Optional.of(epoch);
      publisher.tell(epoch);
    }
  }

  private void show(ControllerDecision.Action action, Instant now) {
    List<String> problems = new ArrayList<>(details.problems(state.seen()));
    record.problem().ifPresent(problems::add);
    orderLog.problem(now).ifPresent(problems::add);
    ControllerStatus before = status;
    status = ControllerStatusBuilder.of(state, action, problems, inquiry.replies(), details);
    if (!status.summary().equals(before.summary())) {
      changed.run();
    }
    if (!status.sentence().equals(before.sentence()) || status.phase() != before.phase()) {
      LOG.info("{}", inWords(status));
    }
  }

  private static String inWords(ControllerStatus now) {
    return switch (now.phase()) {
      case PENDING, RUNNING, DEGRADED -> Sentence.of(now.sentence());
      case FAILING_OVER -> Sentence.of("no active server: " + now.sentence());
      case SWITCHING_OVER -> Sentence.of("starting the " + now.sentence());
      case BLOCKED -> Sentence.of("decision required: " + now.sentence());
    };
  }

  private void act(ControllerDecision.Action action, Instant decidedAt) {
    switch (action) {
      case ControllerDecision.Execute(Order order, var cause, String why) ->
          carryOut(order, decidedAt);
      case ControllerDecision.Switchover(Server to, Cause trigger, String why) ->
          requests.switchEnded(
              switchovers.run(
                  to, trigger, state.seen(), details::compared, () -> loss(to), this::ended));
      case ControllerDecision.Refused(Server to, String why) ->
          requests.switchEnded(switchovers.refused(to, why));
      case ControllerDecision.Settled settled -> {}
      case ControllerDecision.Waiting waiting -> {}
      case ControllerDecision.DecisionRequired question -> {}
    }
  }

  private ControllerState compared(ControllerState before) {
    ControllerState after = before;
    for (Server server : Server.values()) {
      after = after.learned(server, after.facts(server).unfit(details.unfit(server)));
    }
    return after;
  }

  /** Why data would be lost, by what both servers have now. */
  private Optional<String> loss(Server to) {
    state = compared(state);
    return state.facts(to).unfit();
  }

  private void carryOut(Order order, Instant decidedAt) {
    orders.carryOut(order, decidedAt).ifPresent(outcome -> ended(order.command(), outcome));
  }

  private void ended(Command command, OrderOutcome outcome) {
    Instant now = clock.get();
    orderLog.ended(command, outcome, now);
    if (outcome instanceof OrderOutcome.Done && command instanceof Command.Follow) {
      details.follows(command.server(), state);
    }
    state = state.orderEnded(command, outcome, now);
  }
}
