package io.redisfailover.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.WriterPod;
import io.redisfailover.e2e.writers.Progress;
import io.redisfailover.e2e.writers.Start;
import io.redisfailover.e2e.writers.WriteAuditReply;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerStatus;
import io.redisfailover.realredis.client.ClientPacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something happens to a pair while clients write. At the end the pair is settled, every client is
 * served, the active server holds what was acknowledged, and the standby holds what it holds.
 */
public final class ScenarioRun {
  private static final int JEDIS = 4;
  private static final int LETTUCE = 2;
  private static final int PORT = 6379;

  /** How often a fault is repeated whose pause is to be published: {@code -De2e.repeats}. */
  public static final int REPEATS = Integer.getInteger("e2e.repeats", 1);

  /** Keys of an earlier run may still be there. */
  private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String scenario;
  private final DeployedPair pair;
  private final long mayBeLost;
  private int times = 1;
  private Duration patience = ClientPacing.IMMEDIATE.patience();
  private boolean errorsAllowed = true;

  private ScenarioRun(String scenario, DeployedPair pair, long mayBeLost) {
    this.scenario = scenario;
    this.pair = pair;
    this.mayBeLost = mayBeLost;
  }

  /** What happens. */
  @FunctionalInterface
  public interface Trouble {
    /** Makes it happen, and waits where it has to. */
    void happen() throws Exception;
  }

  /** Something planned: nothing that was acknowledged may be lost. */
  public static ScenarioRun planned(String scenario, DeployedPair pair) {
    return new ScenarioRun(scenario, pair, 0);
  }

  /**
   * A failure: each client may lose the write that was on its way to the standby, and no more
   * ({@code docs/protocol.md}).
   */
  public static ScenarioRun failure(String scenario, DeployedPair pair) {
    return new ScenarioRun(scenario, pair, JEDIS + LETTUCE);
  }

  /** Will do it several times in a row; each time the longest pause of each writer counts. */
  public ScenarioRun times(int repetitions) {
    times = repetitions;
    return this;
  }

  /** Its clients wait so long for a connection, and for a reply; else longer than any outage. */
  public ScenarioRun withClientsThatWait(Duration limit) {
    patience = limit;
    return this;
  }

  /** No client may see an error, either: whoever is logged in stays so. */
  public ScenarioRun withoutErrors() {
    errorsAllowed = false;
    return this;
  }

  /** The last copy is destroyed: the pair must serve again, whatever it has lost. */
  public static ScenarioRun destruction(String scenario, DeployedPair pair) {
    return new ScenarioRun(scenario, pair, Long.MAX_VALUE);
  }

  /** Does it, and asserts what must hold after it. */
  public void run(Trouble trouble) throws Exception {
    try {
      perform(trouble);
    } catch (Exception | AssertionError failure) {
      Diagnosis.print(scenario, pair);
      throw failure;
    }
  }

  private void perform(Trouble trouble) throws Exception {
    WriterPod writers = pair.cluster().writers();
    String name = RUN + "-" + NUMBER.getAndIncrement();
    writers.start(
        new Start(name, pair.host(), PORT, pair.password(), JEDIS, LETTUCE, patience.toMillis()));
    try {
      observe(writers, name, trouble);
    } catch (Exception | AssertionError failure) {
      stopAfter(failure, writers, name);
      throw failure;
    }
  }

  private void observe(WriterPod writers, String name, Trouble trouble) throws Exception {
    awaitLively(writers, name);
    List<Progress> phases = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      writers.beginPhase(name);
      trouble.happen();
      pair.awaitSettled();
      awaitLively(writers, name);
      phases.add(writers.progress(name));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    writers.stop(name);
    WriteAuditReply found = writers.find(name, pair.host(), PORT, pair.password());
    E2eReport.add(scenario, pair, phases, found, took);
    assertThat(found.lost())
        .as("%s: lost of %s", scenario, found)
        .isLessThanOrEqualTo(mayBeLost * times);
    assertThat(found.countersOver()).as("%s: counted too much", scenario).isZero();
    assertThat(phases)
        .as("%s: what clients saw", scenario)
        .allMatch(phase -> errorsAllowed || phase.errors() == 0);
    assertThat(found.acknowledged()).isPositive();
    bothHoldTheSame(writers, name, found);
    oneIsPrimary();
  }

  /** Writers that nobody stops would load the machine for all that follows. */
  private static void stopAfter(Throwable failure, WriterPod writers, String name) {
    try {
      writers.stop(name);
    } catch (RuntimeException also) {
      failure.addSuppressed(also);
    }
  }

  private static void awaitLively(WriterPod writers, String name) {
    await("all writers are served")
        .atMost(DeployedPair.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .during(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> writers.progress(name).lively());
  }

  private void bothHoldTheSame(WriterPod writers, String name, WriteAuditReply active) {
    for (ServerStatus server : Objects.requireNonNull(pair.status().orElseThrow().servers())) {
      String address = Objects.requireNonNull(server.address());
      await(server.name() + " holds what the active server holds")
          .atMost(Duration.ofSeconds(20))
          .until(() -> writers.find(name, address, PORT, pair.password()).equals(active));
    }
  }

  private void oneIsPrimary() {
    ServerName active = pair.active();
    String master = pair.ask(active, "INFO replication");
    String replica = pair.ask(DeployedPair.other(active), "INFO replication");
    assertThat(field("role", master)).isEqualTo("master");
    assertThat(field("role", replica)).isEqualTo("slave");
    assertThat(field("master_replid", replica))
        .as("one history")
        .isEqualTo(field("master_replid", master));
  }

  private static String field(String name, String info) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("not in " + info);
  }
}
