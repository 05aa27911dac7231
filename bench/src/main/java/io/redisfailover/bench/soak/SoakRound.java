package io.redisfailover.bench.soak;

import io.redisfailover.bench.condition.Health;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.PreloadedKeys;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.client.WriteAudit;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One step under load: writers of both libraries at every proxy, the faults, the healing, and the
 * comparison of what was acknowledged with what is there. Used by one thread.
 */
final class SoakRound implements AutoCloseable {
  /** Rests long enough to leave the processor to the servers during an outage. */
  private static final ClientPacing PATIENT =
      new ClientPacing(Duration.ofSeconds(15), Duration.ofMillis(5), Duration.ofMillis(10));

  private static final int WRITES_BEFORE_THE_FAULT = 50;

  private final Installation installation;
  private final int number;
  private final Workload workload = new Workload();
  private final List<String> findings = new ArrayList<>();

  /** With its number, from 1. */
  SoakRound(Installation installation, int number) {
    this.installation = installation;
    this.number = number;
  }

  /**
   * Runs it.
   *
   * @throws AssertionError when the installation does not heal, with what everybody says
   * @throws IllegalStateException when a switchover is refused
   */
  RoundResult run(Step step) throws InterruptedException {
    Server before = Health.await(installation);
    startWriters();
    installation.awaitThat("every writer to write", this::everyoneWrites);
    workload.beginPhase();
    new FaultDriver(installation, before).strike(step);
    long healed = System.nanoTime();
    installation.awaitThat(
        "every writer to write after the end of the fault", () -> workload.allWroteAfter(healed));
    Server after = Health.await(installation);
    workload.close();
    if (after != before && !step.mayMoveClients()) {
      findings.add(
          "%s is active instead of %s, although the fault needs no role change."
              .formatted(after, before));
    }
    return compare(step, after);
  }

  private void startWriters() {
    for (StandaloneProcess proxy : installation.proxies()) {
      String prefix = number + "-" + proxy.name() + "-";
      workload
          .start(prefix + "jedis-", 2, ClientLibrary.JEDIS, PATIENT, proxy.clients())
          .start(prefix + "pool-", 1, ClientLibrary.JEDIS, ClientPacing.POOL, proxy.clients())
          .start(prefix + "lettuce-", 1, ClientLibrary.LETTUCE, PATIENT, proxy.clients());
    }
  }

  private boolean everyoneWrites() {
    return workload.journals().stream()
        .allMatch(it -> it.acknowledgedWrites().cardinality() >= WRITES_BEFORE_THE_FAULT);
  }

  private RoundResult compare(Step step, Server active) {
    RestartableRedis master = installation.server(active);
    findings.addAll(installation.awaitOneDataSet(active));
    List<Journal> journals = workload.journals();
    int allowed = step.costsPerConnection() * journals.size();
    WriteAudit found = WriteAudit.read(journals, master.target());
    judge(found, allowed);
    int oldKeys = PreloadedKeys.lost(master.target());
    if (oldKeys > 0) {
      findings.add(oldKeys + " preloaded keys are lost.");
    }
    RoundKeys.delete(journals, master);
    return new RoundResult(
        number,
        step.inWords(),
        active.displayName(),
        workload.pauses().stream().mapToLong(Duration::toMillis).max().orElse(0),
        found.acknowledged(),
        found.lost().size(),
        allowed,
        workload.errorsInPhase(),
        findings);
  }

  private void judge(WriteAudit found, int allowed) {
    if (found.lost().size() > allowed) {
      findings.add(
          "%d acknowledged writes are lost; %d are allowed."
              .formatted(found.lost().size(), allowed));
    }
    if (found.countersShort() > allowed) {
      findings.add(found.countersShort() + " acknowledged increments are lost.");
    }
    if (found.appendsLost() > allowed) {
      findings.add(found.appendsLost() + " acknowledged list entries are lost.");
    }
    if (found.countersOver() > 0) {
      findings.add(found.countersOver() + " increments were repeated.");
    }
    if (found.appendsTwice() > 0) {
      findings.add(found.appendsTwice() + " list entries were repeated.");
    }
  }

  @Override
  public void close() {
    workload.close();
  }
}
