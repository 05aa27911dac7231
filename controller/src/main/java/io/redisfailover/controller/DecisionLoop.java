package io.redisfailover.controller;

import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.OrderExecution;
import io.redisfailover.controller.redis.ServerProbe;
import io.redisfailover.controller.redis.ServerSettings;
import io.redisfailover.controller.redis.ServerWatch;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.policy.ControllerDecision;
import io.redisfailover.failover.policy.ControllerPolicy;
import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.policy.SwitchoverPlan;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events in, decides, acts, records and pushes. For one thread, but for {@link #status} and
 * {@link #pace}.
 */
final class DecisionLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLoop.class);

  private final ControllerSetup setup;
  private final Supplier<Instant> clock;
  private final ControllerPolicy policy;
  private final OrderExecution execution;
  private final LineRecord record;
  private final LinePublisher publisher;
  private final Requests requests = new Requests();
  private final Map<Node, List<String>> settingFaults = new EnumMap<>(Node.class);
  private final OrderBackoff backoff = new OrderBackoff();
  private volatile ControllerState state;
  private volatile ControllerStatus status = ControllerStatus.NOTHING_SEEN;
  private Optional<Line> told = Optional.empty();
  private Map<String, ProxyReply> proxies = Map.of();

  DecisionLoop(ControllerSetup setup, Supplier<Instant> clock, LinePublisher publisher) {
    this.setup = setup;
    this.clock = clock;
    this.publisher = publisher;
    this.policy = new ControllerPolicy(setup.settings());
    this.execution = new OrderExecution(setup::server, clock);
    var loaded = setup.record().load();
    loaded.problem().ifPresent(LOG::warn);
    this.record = new LineRecord(setup.record(), loaded);
    boolean fresh = loaded.line().isEmpty() && loaded.problem().isEmpty();
    ControllerState starting = policy.starting(clock.get(), fresh);
    this.state = loaded.line().map(starting::recorded).orElse(starting);
    LOG.debug("rehearsed: {}", SwitchRehearsal.play(starting.seen(), clock.get()));
  }

  ControllerStatus status() {
    return status;
  }

  /** {@return how one server is to be probed at this moment; for any thread} */
  ServerWatch.Pace pace(Node node) {
    return new ServerWatch.Pace() {
      @Override
      public Duration interval() {
        return state.seen().probeInterval(node);
      }

      @Override
      public Duration limit() {
        return state.seen().probeTimeout(node);
      }
    };
  }

  void take(ControllerEvent event) {
    state =
        switch (event) {
          case ControllerEvent.Seen(View view) -> state.seen(view);
          case ControllerEvent.Heard(Line line) -> state.heard(line);
          case ControllerEvent.ProxiesAsked(Instant began, var replies) -> {
            proxies = replies;
            yield state.proxiesAsked(began);
          }
          case ControllerEvent.Requested(Node to, var outcome) -> {
            requests.switchAsked(to, outcome, clock.get());
            yield state.requested(to, clock.get());
          }
          case ControllerEvent.Answered answer -> answered(answer, clock.get());
          case ControllerEvent.Adopted(Node node, ServerSettings settings) -> {
            settingFaults.put(node, settings.faults());
            yield state.learned(node, state.facts(node).persisting(settings.persistence()));
          }
          case ControllerEvent.Placed(Node node, boolean newVolume, var presence) ->
              state.learned(node, state.facts(node).placed(newVolume, presence, clock.get()));
        };
  }

  /** An answer without its question would be carried out some other day. */
  private ControllerState answered(ControllerEvent.Answered answer, Instant now) {
    Optional<String> obstacle =
        oneServer()
            .map(question -> "no answer settles this: " + question)
            .or(() -> withoutQuestion(now));
    if (obstacle.isPresent()) {
      answer.outcome().complete(new RequestOutcome.NotDone(obstacle.get()));
      return state;
    }
    LOG.info("answered: {} goes on", answer.survivor());
    requests.answered(answer.survivor(), answer.outcome(), now);
    return state.answered(answer.survivor());
  }

  private Optional<String> withoutQuestion(Instant now) {
    ControllerDecision.Action next = policy.decide(state, now).action();
    return next instanceof ControllerDecision.NeedsDecision || state.answer().isPresent()
        ? Optional.empty()
        : Optional.of("there is no question to answer; at present: " + next.why());
  }

  /** Decides once and does what was decided; returns when that is done. */
  void decide() {
    Instant now = clock.get();
    Optional<String> oneServer = oneServer();
    ControllerDecision decision =
        oneServer.isPresent()
            ? new ControllerDecision(
                state, new ControllerDecision.NeedsDecision(oneServer.get()), Optional.empty())
            : policy.decide(state, now);
    state = decision.next();
    decision.recordable().ifPresent(line -> publish(line, now));
    show(decision.action());
    act(decision.action(), now);
    state = requests.decided(state, status, clock.get());
  }

  /**
   * Nothing is decided any more: tells who waits. To be called once the deciding thread is gone.
   */
  void abandoned(Iterable<ControllerEvent> late) {
    requests.abandoned();
    for (ControllerEvent event : late) {
      switch (event) {
        case ControllerEvent.Requested(Node to, var outcome) ->
            outcome.complete(Requests.stopped());
        case ControllerEvent.Answered(Node survivor, var outcome) ->
            outcome.complete(Requests.stopped());
        default -> {}
      }
    }
  }

  /** Two addresses of one server would be told to follow themselves. */
  private Optional<String> oneServer() {
    Optional<String> master = state.seen().of(Node.MASTER).state().map(ServerState::runId);
    return master.isPresent()
            && master.equals(state.seen().of(Node.BACKUP).state().map(ServerState::runId))
        ? Optional.of(
            "the two addresses "
                + setup.settings().endpoints().master()
                + " and "
                + setup.settings().endpoints().backup()
                + " are one server; write where the second server is")
        : Optional.empty();
  }

  private void publish(Line line, Instant now) {
    if (record.save(line, now)) {
      state = state.recorded(line);
    }
    if (!told.equals(Optional.of(line))) {
      told = Optional.of(line);
      publisher.tell(line);
    }
  }

  private void show(ControllerDecision.Action action) {
    List<String> problems = new ArrayList<>();
    settingFaults.values().forEach(problems::addAll);
    record.problem().ifPresent(problems::add);
    ControllerStatus before = status;
    status = StatusReport.of(state, action, problems, proxies);
    if (!status.summary().equals(before.summary())) {
      setup.changed().run();
    }
    if (!status.sentence().equals(before.sentence()) || status.phase() != before.phase()) {
      LOG.info("{}: {}", status.phase(), status.sentence());
    }
  }

  private void act(ControllerDecision.Action action, Instant decidedAt) {
    switch (action) {
      case ControllerDecision.Carry(Order order, var cause, String why) ->
          carryOut(order, decidedAt);
      case ControllerDecision.Switch(Node to, Cause trigger, String why) ->
          requests.switchEnded(switchTo(trigger));
      case ControllerDecision.Refused(Node to, String why) -> {
        LOG.warn("the switch to {} is refused: {}", to, why);
        requests.switchEnded(new RequestOutcome.NotDone(why));
      }
      case ControllerDecision.Settled settled -> {}
      case ControllerDecision.Waiting waiting -> {}
      case ControllerDecision.NeedsDecision question -> {}
    }
  }

  private void carryOut(Order order, Instant decidedAt) {
    if (backoff.allows(order, decidedAt)) {
      OrderOutcome outcome = execution.carryOut(order, decidedAt);
      backoff.ended(order, clock.get());
      ended(order.command(), outcome);
    }
  }

  private void ended(Command command, OrderOutcome outcome) {
    switch (outcome) {
      case OrderOutcome.NotSent(String why) -> LOG.info("not sent to {}: {}", command.node(), why);
      case OrderOutcome.Unknown(String why) -> LOG.warn("sent to {}: {}", command.node(), why);
      case OrderOutcome.Done done -> LOG.info("done: {}", command.why());
    }
    state = state.orderEnded(command, outcome, clock.get());
  }

  private RequestOutcome switchTo(Cause trigger) {
    try (OrderExecution opened = new OrderExecution(setup::server, clock);
        ServerProbe master = new ServerProbe(setup.server(Node.MASTER), clock);
        ServerProbe backup = new ServerProbe(setup.server(Node.BACKUP), clock)) {
      // Everything is dialled before the first client has to wait.
      opened.open(Node.MASTER);
      opened.open(Node.BACKUP);
      List<View> looked = List.of(master.look(), backup.look());
      LOG.debug("before the switch: {}", looked);
      SwitchoverPlan plan =
          SwitchoverPlan.begin(UUID.randomUUID().toString(), state.seen(), clock.get());
      PlannedSwitch run =
          new PlannedSwitch(
              setup.fleet(),
              trigger,
              opened::carryOut,
              node -> node == Node.MASTER ? master.look() : backup.look(),
              clock);
      RequestOutcome outcome = run.run(plan, this::ended);
      LOG.info("{}", outcome.sentence());
      return outcome;
    } catch (NoAnswerException failure) {
      String why = "the switch did not begin: " + failure.getMessage();
      LOG.warn(why);
      return new RequestOutcome.NotDone(why);
    }
  }
}
