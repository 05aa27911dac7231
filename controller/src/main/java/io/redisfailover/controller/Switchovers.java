package io.redisfailover.controller;

import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.redis.BlockingProber;
import io.redisfailover.controller.redis.JedisOrderExecutor;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.controller.redis.ServerTraits;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs switchovers on the calling thread, with connections that are opened before clients wait. */
final class Switchovers {
  private static final Logger LOG = LoggerFactory.getLogger(Switchovers.class);

  private final ProxyFleet fleet;
  private final Function<Server, ServerAccess> servers;
  private final Supplier<Instant> clock;

  /**
   * Creates the runner.
   *
   * @param fleet the proxies
   * @param servers the two servers, where they are now
   * @param clock the clock of the process
   */
  Switchovers(ProxyFleet fleet, Function<Server, ServerAccess> servers, Supplier<Instant> clock) {
    this.fleet = fleet;
    this.servers = servers;
    this.clock = clock;
  }

  /** Loads and links the code of a switchover, for which clients would wait in the first one. */
  void warmUp(ObserverMemory empty) {
    LOG.debug("Warmed up: {}", SwitchoverWarmUp.play(empty, clock.get()));
  }

  /**
   * Runs one switchover to its end, unless it would lose data.
   *
   * @param to the server that is to be active
   * @param cause why it is done
   * @param seen what is remembered of both servers
   * @param compared told what each server has, as of now
   * @param loss asked after that, why data would be lost
   * @param ended told of every command with its outcome
   * @return how it ended
   */
  RequestOutcome run(
      Server to,
      Cause cause,
      ObserverMemory seen,
      BiConsumer<Server, ServerTraits> compared,
      Supplier<Optional<String>> loss,
      BiConsumer<Command, OrderOutcome> ended) {
    try (JedisOrderExecutor opened = new JedisOrderExecutor(servers, clock);
        BlockingProber master = new BlockingProber(servers.apply(Server.MASTER), clock);
        BlockingProber backup = new BlockingProber(servers.apply(Server.BACKUP), clock)) {
      // Everything is dialled before the first client has to wait.
      for (Server server : Server.values()) {
        compare(opened, server, compared);
      }
      LockSupport.parkNanos(SwitchoverTimes.REST.toNanos());
      Optional<String> why = loss.get();
      if (why.isPresent()) {
        return refused(to, why.get());
      }
      List<ProbeResult> probed = List.of(master.probe(), backup.probe());
      LOG.debug("Probed before the switchover: {}", probed);
      SwitchoverPlan plan = SwitchoverPlan.begin(UUID.randomUUID().toString(), seen, clock.get());
      SwitchoverRun run =
          new SwitchoverRun(
              fleet,
              cause,
              opened::carryOut,
              server -> server == Server.MASTER ? master.probe() : backup.probe(),
              clock);
      RequestOutcome outcome = run.run(plan, ended);
      LOG.info("{}", Sentence.of(outcome.sentence()));
      return outcome;
    } catch (NoAnswerException failure) {
      String why = "the switchover did not start, nothing changed: " + failure.getMessage();
      LOG.warn("{}", Sentence.of(why));
      return new RequestOutcome.NotDone(why);
    }
  }

  /** A server that does not answer these questions keeps what is known of it. */
  private static void compare(
      JedisOrderExecutor opened, Server server, BiConsumer<Server, ServerTraits> compared)
      throws NoAnswerException {
    try {
      compared.accept(server, ServerTraits.of(opened.open(server)));
    } catch (NoAnswerException failure) {
      LOG.debug("Failed to compare {} before the switchover", server, failure);
      opened.open(server);
    }
  }

  /** {@return the outcome of a switchover that is not begun} */
  RequestOutcome refused(Server to, String why) {
    LOG.warn("Refused the switchover to {}: {}.", to, why);
    return Requests.refused(to, why);
  }
}
