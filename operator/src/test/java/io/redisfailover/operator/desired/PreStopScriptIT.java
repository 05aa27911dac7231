package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a server does before it is stopped. */
class PreStopScriptIT extends TwoRedisPods {
  /** Another address of the loopback interface, on which no server listens. */
  private static final String NOBODY = "127.0.0.9";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @BeforeEach
  void start() throws IOException {
    master.start();
    backup.start();
    master.operator("REPLICAOF", "NO", "ONE");
  }

  @Tag("quick")
  @Test
  void handsOverWithNothingLostUnderLoad() throws Exception {
    backup.follow(master);
    backup.awaitLink();
    AtomicBoolean goOn = new AtomicBoolean(true);
    AtomicInteger acknowledged = new AtomicInteger();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          while (goOn.get() && write(acknowledged.get())) {
            acknowledged.incrementAndGet();
          }
        });
    CompletableFuture<Void> proxy = CompletableFuture.runAsync(this::promoteWhenParked);
    assertThat(master.script(Scripts.PRE_STOP).exitCode()).isZero();
    goOn.set(false);
    writer.join();
    proxy.join();
    assertThat(master.sayings()).contains("Parked this server", "The other server is a primary.");
    assertThat(master.info("role")).isEqualTo("slave");
    assertThat(master.info("master_port")).isEqualTo("1");
    assertThat(backup.info("role")).isEqualTo("master");
    assertThat(backup.operator("DBSIZE").text()).isEqualTo(acknowledged.get() + "");
  }

  /** Name servers remember the address of the standby's last pod for a while. */
  @Test
  void findsAStandbyWhoseNameLeadsSomewhereElse() throws Exception {
    backup.follow(master);
    backup.awaitLink();
    master.environment("RF_PEER", NOBODY);
    CompletableFuture<Void> proxy = CompletableFuture.runAsync(this::promoteWhenParked);
    assertThat(took(master)).isLessThan(Duration.ofSeconds(5));
    assertThat(master.sayings()).contains("Parked this server", "The other server is a primary.");
    proxy.join();
  }

  @Test
  void isDoneAtOnceWhenNobodyIsThereToHandOverTo() throws Exception {
    backup.kill();
    assertThat(took(master)).isLessThan(Duration.ofSeconds(5));
    assertThat(master.sayings()).contains("stopping without a handover");
    assertThat(master.info("role")).isEqualTo("master");
  }

  /** A network may show the active server's own address as that of its standby. */
  @Test
  void takesItselfForNoOtherServer() throws Exception {
    backup.follow(master);
    backup.awaitLink();
    master.environment("RF_PEER", NOBODY);
    master.environment("RF_PEER_PORT", Integer.toString(master.port()));
    assertThat(took(master)).isLessThan(Duration.ofSeconds(5));
    assertThat(master.sayings())
        .contains("stopping without a handover")
        .doesNotContain("already a primary");
  }

  /** Who knows the password of replication can announce any address as that of a replica. */
  @Test
  void tellsAForgedReplicaNoPasswordThatItDoesNotKnow() throws Exception {
    backup.kill();
    try (ServerSocket forged = new ServerSocket(backup.port(), 10, InetAddress.getByName(NOBODY));
        Socket replica = new Socket(InetAddress.getLoopbackAddress(), master.port())) {
      CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> heard(forged));
      for (String line :
          List.of(
              "AUTH rf-replica replica-word",
              "REPLCONF listening-port 1",
              "REPLCONF ip-address " + NOBODY,
              "PSYNC ? -1")) {
        replica.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(replica.getInputStream().read(new byte[1_000])).as(line).isPositive();
      }
      Awaitility.await().atMost(PATIENCE).until(() -> master.info("slave0").contains(NOBODY));
      took(master);
      assertThat(heard.join()).contains("replica-word").doesNotContain("pod-word");
    }
  }

  private static String heard(ServerSocket listener) {
    try (Socket connection = listener.accept()) {
      return new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void isDoneAtOnceOnAStandby() throws Exception {
    backup.follow(master);
    backup.awaitLink();
    assertThat(took(backup)).isLessThan(Duration.ofSeconds(3));
    assertThat(backup.sayings()).isEmpty();
  }

  @Test
  void isDoneAtOnceOnAParkedServerWhenTheOtherOneIsAPrimary() throws Exception {
    assertThat(took(backup)).isLessThan(Duration.ofSeconds(3));
    assertThat(backup.sayings()).contains("The other server is a primary.");
  }

  @Test
  void neverParksPastAServerThatHasNotEverything() throws Exception {
    // The other one answers, but follows nobody.
    assertThat(took(master)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(20));
    assertThat(master.sayings()).contains("The other server was not in sync within 15 s");
    assertThat(master.info("role")).isEqualTo("master");
    assertThat(write(0)).isTrue();
  }

  @Test
  void waitsWhenItIsParkedInTheMiddleOfASwitch() throws Exception {
    master.operator("REPLICAOF", "127.0.0.1", "1");
    assertThat(took(master)).isGreaterThan(Duration.ofSeconds(3));
    assertThat(master.sayings()).contains("The other server is no primary after 5 s.");
  }

  /**
   * The name of the other server may lead nowhere for a while; the standby's connection does not.
   */
  @Test
  void waitsForAStandbyWhoseNameLeadsSomewhereElse() throws Exception {
    backup.follow(master);
    backup.awaitLink();
    master.environment("RF_PEER", NOBODY);
    master.operator("REPLICAOF", "127.0.0.1", "1");
    CompletableFuture<Void> change =
        CompletableFuture.runAsync(
            () -> backup.operator("REPLICAOF", "NO", "ONE"), after(Duration.ofSeconds(2)));
    assertThat(took(master)).isLessThan(Duration.ofSeconds(5));
    assertThat(master.sayings()).contains("The other server is a primary.");
    change.join();
  }

  /** A missing marker says nothing, and the standby may still need this server's data. */
  @Test
  void waitsWhenItIsParkedWithDataWithoutAnyMarker() throws Exception {
    assertThat(write(0)).isTrue();
    master.operator("REPLICAOF", "127.0.0.1", "1");
    assertThat(took(master)).isGreaterThan(Duration.ofSeconds(3));
    assertThat(master.sayings()).contains("The other server is no primary after 5 s.");
  }

  @Test
  void waitsWhenASwitchParksItWhileItWaitsForItsStandby() throws Exception {
    CompletableFuture<Void> change =
        CompletableFuture.runAsync(
                () -> master.operator("REPLICAOF", "127.0.0.1", "1"), after(Duration.ofSeconds(1)))
            .thenRunAsync(
                () -> backup.operator("REPLICAOF", "NO", "ONE"), after(Duration.ofSeconds(2)));
    // It waits, because the other one answers but follows nobody.
    assertThat(took(master)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(master.sayings()).contains("The other server is a primary.");
    change.join();
  }

  /** As a proxy does: the other server is parked, and this one has as much. */
  private void promoteWhenParked() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (master.info("master_port").equals("1")
          && backup.info("slave_repl_offset").equals(master.info("master_repl_offset"))) {
        backup.operator("REPLICAOF", "NO", "ONE");
        return;
      }
    }
  }

  private boolean write(int number) {
    return master.as("default", "application", "SET", "w:" + number, "1").text().equals("OK");
  }

  private static Executor after(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration took(RedisPod pod) throws IOException, InterruptedException {
    long before = System.nanoTime();
    assertThat(pod.script(Scripts.PRE_STOP).exitCode()).isZero();
    return Duration.ofNanos(System.nanoTime() - before);
  }
}
