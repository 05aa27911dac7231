package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.ClientLibrary;
import io.redisfailover.testbed.client.ClientManner;
import io.redisfailover.testbed.client.Findings;
import io.redisfailover.testbed.client.Journal;
import io.redisfailover.testbed.client.OldKeys;
import io.redisfailover.testbed.client.Workload;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One fault under load: writers of both libraries at every proxy, the fault, and what is compared
 * afterwards. Used by one thread.
 */
final class Trial implements AutoCloseable {
  private static final int WRITES_BEFORE_THE_FAULT = 100;

  /**
   * Leaves the processor to a process that has to start again, and waits longer than any outage.
   */
  private static final ClientManner STEADY =
      new ClientManner(Duration.ofSeconds(15), Duration.ofMillis(10), Duration.ofMillis(5));

  /** Writes more than twice as often, where it is the amount that shows something. */
  static final ClientManner BUSY =
      new ClientManner(Duration.ofSeconds(15), Duration.ofMillis(10), Duration.ofMillis(2));

  private final Installation installation;
  private final Workload workload = new Workload();
  private @Nullable Findings findings;
  private long struckAt;

  private Trial(Installation installation) {
    this.installation = installation;
  }

  /** Lays 1000 keys and starts two writers of each library at every proxy. */
  static Trial begin(Installation installation) {
    return begin(installation, STEADY);
  }

  /** The same with clients of a certain patience. */
  static Trial begin(Installation installation, ClientManner manner) {
    Trial trial = new Trial(installation);
    try {
      OldKeys.lay(installation.server(Node.MASTER));
      for (StandaloneProcess proxy : installation.proxies()) {
        for (ClientLibrary library : ClientLibrary.values()) {
          trial.workload.start(proxy.name() + library, 2, library, manner, proxy.clients());
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
        "every writer to write",
        () ->
            workload.journals().stream()
                .allMatch(it -> it.acknowledgedWrites().cardinality() >= WRITES_BEFORE_THE_FAULT));
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

  /** Does the fault; pauses and errors count from here. */
  void strike(Runnable fault) {
    workload.beginPhase();
    fault.run();
    struckAt = System.nanoTime();
  }

  /**
   * Makes a planned switch, and waits for its end. A proxy that a busy machine has let answer too
   * late makes the controller call a switch off, which changes nothing: it is asked for once more.
   */
  void switchTo(Node node) {
    installation.awaitThat(
        "a switch to " + node,
        () ->
            installation.leader().switchover(node).status() == 200
                || installation.proxies().stream().allMatch(proxy -> proxy.routesTo(node)));
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
   * Ends the load, waits until both servers are one data set again, and compares.
   *
   * @param fault the words of the report, beginning with the row of the list of faults
   * @param active the server that is active now
   * @param allowed how many acknowledged writes the fault may have cost
   * @return what was found
   */
  Findings conclude(String fault, Node active, long allowed) {
    return conclude(fault, active, allowed, workload.journals());
  }

  /** The same, where only some writers are promised anything: the others were on a losing side. */
  Findings conclude(String fault, Node active, long allowed, List<Journal> promised) {
    workload.close();
    installation.awaitSafeOn(active);
    assertThat(installation.awaitOneDataSet(active)).isEmpty();
    RedisServer server = installation.server(active);
    Findings found = Findings.read(promised, server.port());
    findings = found;
    FaultReport.add(fault, server.release().name(), workload.journals(), found);
    assertThat(found.lost())
        .describedAs(() -> "acknowledged writes that are lost; " + installation.inWords())
        .hasSizeLessThanOrEqualTo(Math.toIntExact(allowed));
    assertThat(found.countersShort()).describedAs("increments lost").isLessThanOrEqualTo(allowed);
    assertThat(found.appendsLost()).describedAs("list entries lost").isLessThanOrEqualTo(allowed);
    assertThat(found.countersOver()).describedAs("increments done twice").isZero();
    assertThat(found.appendsTwice()).describedAs("list entries done twice").isZero();
    assertThat(OldKeys.lost(server)).describedAs("older keys that are lost").isZero();
    assertNoLeak();
    return found;
  }

  /** One crash may cost what each connection had under way. */
  long oneEach() {
    return workload.journals().size();
  }

  /** {@return what {@link #conclude} has found} */
  Findings findings() {
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
