package io.redisfailover.bench.soak;

import io.redisfailover.bench.condition.Health;
import io.redisfailover.bench.condition.RoleChanges;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final Disturber disturber;
  private final LearnedPauses pauses;
  private final int number;
  private final Workload workload = new Workload();
  private final List<String> findings = new ArrayList<>();

  /**
   * A round.
   *
   * @param installation what it is played on
   * @param disturber what this machine has for disturbances
   * @param pauses what the observers have learned so far; it learns from this round
   * @param number from 1
   */
  SoakRound(Installation installation, Disturber disturber, LearnedPauses pauses, int number) {
    this.installation = installation;
    this.disturber = disturber;
    this.pauses = pauses;
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
    installation.awaitThat(
        "every writer to write", () -> workload.allWrote(WRITES_BEFORE_THE_FAULT));
    workload.beginPhase();
    RoleChanges changes = RoleChanges.fromNow(installation);
    Set<Long> observers = observers();
    int allowedChanges = allowedChanges(step, observers);
    new FaultDriver(installation, disturber, before).strike(step);
    long healed = System.nanoTime();
    installation.awaitThat(
        "every writer to write after the end of the fault", () -> workload.allWroteAfter(healed));
    Server after = Health.await(installation);
    workload.close();
    int changed = Math.max(changes.count(), after == before ? 0 : 1);
    if (changed > allowedChanges) {
      findings.add(unneeded(step, changed, allowedChanges));
    }
    observers.retainAll(observers());
    pauses.learned(observers, step.teaches(), System.nanoTime());
    return compare(step, after, changed);
  }

  private Set<Long> observers() {
    return installation.proxies().stream()
        .flatMapToLong(it -> it.pid().stream())
        .boxed()
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** One for what fails, and one for a pause that the observers had to take for a failure. */
  private int allowedChanges(Step step, Set<Long> observers) {
    boolean mustWait =
        step.isDisturbance()
            && step.silence().compareTo(pauses.patience(observers, System.nanoTime())) <= 0;
    return step.mayMoveClients() && !mustWait ? 1 : 0;
  }

  private static String unneeded(Step step, int changed, int allowed) {
    String reason =
        step.silence().isPositive() && allowed == 0
            ? ": every observer has to wait for longer than the %d ms in which nothing is answered"
                .formatted(step.silence().toMillis())
            : "";
    return "%d role changes, and the fault needs %s%s."
        .formatted(changed, allowed == 0 ? "none" : "at most one", reason);
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

  private RoundResult compare(Step step, Server active, int changed) {
    RestartableRedis master = installation.server(active);
    findings.addAll(installation.awaitOneDataSet(active));
    List<Journal> journals = workload.journals();
    boolean unmoved = step.isDisturbance() && changed == 0;
    int allowed = unmoved ? 0 : step.costsPerConnection() * journals.size();
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
        changed,
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
