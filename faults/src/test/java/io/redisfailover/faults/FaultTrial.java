package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One fault under load: writers of both libraries at every proxy, the fault, and the audit. Used by
 * one thread.
 */
final class FaultTrial implements AutoCloseable {
  private static final int WRITES_BEFORE_THE_FAULT = 100;

  /** Leaves the processor to a process that restarts, and waits longer than any outage. */
  private static final ClientPacing STEADY =
      new ClientPacing(Duration.ofSeconds(15), Duration.ofMillis(10), Duration.ofMillis(5));

  /** Writes more than twice as often, for faults that show with the amount. */
  static final ClientPacing BUSY =
      new ClientPacing(Duration.ofSeconds(15), Duration.ofMillis(10), Duration.ofMillis(2));

  private final Installation installation;
  private final Workload workload;
  private @Nullable WriteAudit findings;
  private long struckAt;

  private FaultTrial(Installation installation) {
    this.installation = installation;
    this.workload = new Workload(installation.server(Server.MASTER).target().password());
  }

  /** Writes 1000 keys and starts two writers of each library at every proxy. */
  static FaultTrial begin(Installation installation) {
    return begin(installation, STEADY);
  }

  /** The same with another pacing of the clients. */
  static FaultTrial begin(Installation installation, ClientPacing pacing) {
    FaultTrial trial = new FaultTrial(installation);
    try {
      PreloadedKeys.write(installation.server(Server.MASTER).target());
      for (StandaloneProcess proxy : installation.proxies()) {
        for (ClientLibrary library : ClientLibrary.values()) {
          trial.workload.start(proxy.name() + library, 2, library, pacing, proxy.clients());
        }
      }
      trial.warm();
      return trial;
    } catch (RuntimeException | AssertionError failure) {
      trial.close();
      throw failure;
    }
  }

  private void warm() {
    installation.awaitThat(
        "every writer to write", () -> workload.allWrote(WRITES_BEFORE_THE_FAULT));
  }

  /** {@return all writers} */
  Workload workload() {
    return workload;
  }

  /** {@return the journals of the writers at one proxy} */
  List<Journal> journalsAt(StandaloneProcess proxy) {
    return workload.journals().stream()
        .filter(journal -> journal.name().startsWith(proxy.name()))
        .toList();
  }

  /** Causes the fault; pauses and errors count from here. */
  void strike(Runnable fault) {
    workload.beginPhase();
    fault.run();
    struckAt = System.nanoTime();
  }

  /**
   * Makes a switchover, and waits for its end. A proxy that a busy machine has let answer too late
   * makes the controller call a switch off, which changes nothing: it is asked for once more.
   */
  void switchTo(Server server) {
    installation.awaitThat(
        "a switchover to " + server,
        () ->
            installation.leader().switchover(server).status() == 200
                || installation.proxies().stream().allMatch(proxy -> proxy.routesTo(server)));
  }

  /** Lets the load run on. */
  static void rest(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until every writer has written after the fault. */
  void awaitWriting() {
    installation.awaitThat("every writer to write again", () -> workload.allWroteAfter(struckAt));
  }

  /** Waits until every writer at one proxy has written after the fault. */
  void awaitWritingAt(StandaloneProcess proxy) {
    installation.awaitThat(
        "every writer at " + proxy.name() + " to write again",
        () -> journalsAt(proxy).stream().allMatch(journal -> journal.wroteAfter(struckAt)));
  }

  /** Waits until every writer has written after this moment. */
  void awaitWritingFromNow() {
    struckAt = System.nanoTime();
    awaitWriting();
  }

  /**
   * Stops the load, waits until both servers are one data set again, and audits the writes.
   *
   * @param fault the words of the report, beginning with the number of the fault
   * @param active the server that is active now
   * @param allowed how many acknowledged writes may be lost
   * @return the audit
   */
  WriteAudit conclude(String fault, Server active, long allowed) {
    return conclude(fault, active, allowed, workload.journals());
  }

  /** The same for the writers whose writes must be kept: the others were on a losing side. */
  WriteAudit conclude(String fault, Server active, long allowed, List<Journal> promised) {
    workload.close();
    installation.awaitSafeOn(active);
    assertThat(installation.awaitOneDataSet(active)).isEmpty();
    RestartableRedis redisServer = installation.server(active);
    WriteAudit found = WriteAudit.read(promised, redisServer.target());
    findings = found;
    FaultReport.add(fault, redisServer.release().name(), workload.journals(), found);
    assertThat(found.lost())
        .describedAs(() -> "acknowledged writes that are lost; " + installation.inWords())
        .hasSizeLessThanOrEqualTo(Math.toIntExact(allowed));
    assertThat(found.countersShort()).describedAs("increments lost").isLessThanOrEqualTo(allowed);
    assertThat(found.appendsLost()).describedAs("list entries lost").isLessThanOrEqualTo(allowed);
    assertThat(found.countersOver()).describedAs("increments repeated").isZero();
    assertThat(found.appendsTwice()).describedAs("list entries repeated").isZero();
    assertThat(PreloadedKeys.lost(redisServer.target()))
        .describedAs("preloaded keys lost")
        .isZero();
    assertNoLeak();
    return found;
  }

  /** {@return the writes that one crash may cost: one in flight of each connection} */
  long oneEach() {
    return workload.journals().size();
  }

  /** {@return the audit of {@link #conclude}} */
  WriteAudit findings() {
    return Objects.requireNonNull(findings);
  }

  private void assertNoLeak() {
    for (StandaloneProcess process : installation.proxies()) {
      assertThat(process.log()).describedAs(process.name() + "'s log").doesNotContain("LEAK:");
    }
  }

  @Override
  public void close() {
    workload.close();
  }
}
