package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Links are cut and healed, and every server lives all the time. */
@Timeout(300)
class PartitionIT {
  @TempDir Path folder;

  static Stream<Arguments> cuts() {
    return Stream.of(
        Arguments.of("silent", LinkFault.SILENT),
        Arguments.of("reset", new LinkFault.Reset()),
        Arguments.of("one way, towards the server", new LinkFault.Silent(true, false)),
        Arguments.of("one way, from the server", new LinkFault.Silent(false, true)));
  }

  static Stream<Arguments> twoWayCuts() {
    return cuts().limit(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cuts")
  void aProxyThatAloneIsCutFromTheActiveServerPromotesNobodyAndIsUnready(
      String name, LinkFault cut) {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess p1 = installation.proxies().get(1);
      trial.strike(() -> installation.link(Server.MASTER).set(p1.name(), cut));
      installation.awaitThat("p1 to be unready", () -> !p1.isReady());
      FaultTrial.rest(Duration.ofSeconds(3));
      assertThat(installation.server(Server.BACKUP).isPrimary()).isFalse();
      assertThat(installation.leader().isReady()).isTrue();
      assertThat(errorsAt(trial, installation.leader())).isZero();
      installation.link(Server.MASTER).heal(p1.name());
      installation.awaitThat("p1 to be ready again", p1::isReady);
      trial.awaitWriting();
      trial.conclude("4 one proxy cut from the active server, " + name, Server.MASTER, 0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cuts")
  void aCutBetweenTheServersPromotesNobodyAndIsMendedByAPartialResync(String name, LinkFault cut) {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      String full = master.info("sync_full");
      trial.strike(() -> installation.link(Server.MASTER).set(Server.BACKUP.displayName(), cut));
      FaultTrial.rest(Duration.ofSeconds(4));
      assertThat(installation.server(Server.BACKUP).isPrimary()).isFalse();
      assertThat(trial.workload().errorsInPhase()).isZero();
      installation.link(Server.MASTER).heal(Server.BACKUP.displayName());
      trial.conclude("5 the servers cut from each other, " + name, Server.MASTER, 0);
      assertThat(master.info("sync_full")).isEqualTo(full);
    }
  }

  @Tag("quick")
  @ParameterizedTest(name = "{0}")
  @MethodSource("twoWayCuts")
  void inAFullSplitOnlyTheLosingSideLosesAndNothingIsMerged(String name, LinkFault cut) {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess p0 = installation.leader();
      StandaloneProcess p1 = installation.proxies().get(1);
      trial.strike(() -> {
        // Each takes its time: nothing that p0 may do reaches p1, and p0 writes nothing to Master
        // that is not copied any more.
        installation.controlLink(1).set(p0.name(), cut);
        installation.link(Server.BACKUP).set(p1.name(), cut);
        installation.link(Server.MASTER).set(p0.name(), cut);
        installation.link(Server.MASTER).set(Server.BACKUP.displayName(), cut);
      });
      installation.awaitThat("p0 to promote Backup", () -> p0.routesTo(Server.BACKUP));
      FaultTrial.rest(Duration.ofSeconds(2));
      // It may hold for a moment, until the next answer, where the machine kept it waiting.
      installation.awaitThat("p1 to stay with Master", () -> p1.routesTo(Server.MASTER));
      installation.link(Server.MASTER).heal(p0.name());
      installation.link(Server.MASTER).heal(Server.BACKUP.displayName());
      installation.link(Server.BACKUP).heal(p1.name());
      installation.controlLink(1).heal(p0.name());
      installation.awaitRoutedTo(Server.BACKUP);
      FaultTrial.rest(Duration.ofSeconds(1));
      List<Journal> winners = trial.journalsAt(p0);
      trial.conclude("6 a full split, " + name, Server.BACKUP, winners.size(), winners);
      assertThat(p0.log()).describedAs("what the losing side had is reported").contains("bytes");
    }
  }

  @Test
  void aSlowLinkOfOneProxyChangesNothing() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() ->
          installation
              .link(Server.MASTER)
              .set("p1", new LinkFault.Delayed(Duration.ofMillis(200))));
      FaultTrial.rest(Duration.ofSeconds(3));
      assertThat(installation.server(Server.BACKUP).isPrimary()).isFalse();
      installation.link(Server.MASTER).heal("p1");
      trial.conclude("4 one proxy with a slow link, 200 ms each way", Server.MASTER, 0);
    }
  }

  private static int errorsAt(FaultTrial trial, StandaloneProcess proxy) {
    return trial.journalsAt(proxy).stream().mapToInt(Journal::errorsInPhase).sum();
  }
}
