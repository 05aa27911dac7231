package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Pairs beside each other: in one namespace, and of one name in two. */
@Isolated("it chooses the addresses of the next pods of a node")
@Timeout(900)
class NeighboursIT {
  private static final String SPEC =
      """
      paused: %s
      redis: {image: "redis:7.0", storage: {size: 100Mi}}
      proxy: {replicas: 1}
      failover: {failback: {policy: Manual}}
      """;
  private static DeployedPair shop;
  private static DeployedPair neighbour;
  private static DeployedPair namesake;

  /**
   * A server of each of two pairs, on one node.
   *
   * @param mine of the one
   * @param theirs of the other
   */
  private record Couple(ServerName mine, ServerName theirs) {}

  @BeforeAll
  static void apply() {
    shop = new DeployedPair(TestCluster.get(), "e2e-shop", "cache");
    neighbour = new DeployedPair(TestCluster.get(), "e2e-shop", "sessions");
    namesake = new DeployedPair(TestCluster.get(), "e2e-stock", "cache");
    all().forEach(pair -> pair.apply(SPEC.formatted(false)));
    all().forEach(DeployedPair::awaitSettled);
  }

  @AfterAll
  static void delete() {
    DeployedPair.deleteAll(all());
    for (DeployedPair pair : all()) {
      pair.cluster().client().persistentVolumeClaims().inNamespace(pair.namespace()).delete();
    }
  }

  private static List<DeployedPair> all() {
    return List.of(shop, neighbour, namesake);
  }

  @Test
  void twoPairsOfOneNamespaceThatSwapAddressesStayApart() throws Exception {
    swap("addresses swapped with a pair of the same namespace", shop, neighbour);
  }

  @Test
  void twoPairsOfOneNameThatSwapAddressesStayApart() throws Exception {
    swap("addresses swapped with a pair of the same name", shop, namesake);
  }

  private static void swap(String scenario, DeployedPair one, DeployedPair other) throws Exception {
    ScenarioRun.planned(scenario, one)
        .run(() ->
            ScenarioRun.planned(scenario + ", the other one", other).run(() -> swap(one, other)));
    assertThat(one.ask(one.active(), "INFO replication").lines().filter(NeighboursIT::isHistory))
        .hasSize(1)
        .doesNotContainAnyElementsOf(
            other.ask(other.active(), "INFO replication").lines().toList());
  }

  private static boolean isHistory(String line) {
    return line.startsWith("master_replid:");
  }

  /**
   * Nobody but the proxies is there to look while the servers go and each gets the other's place.
   */
  private static void swap(DeployedPair one, DeployedPair other) {
    Couple couple = onOneNode(one, other);
    String node = one.nodeOf(couple.mine());
    String mine = one.addressOf(couple.mine());
    String theirs = other.addressOf(couple.theirs());
    one.apply(SPEC.formatted(true)).awaitPaused();
    other.apply(SPEC.formatted(true)).awaitPaused();
    one.scale(couple.mine(), 0);
    other.scale(couple.theirs(), 0);
    one.cluster().own().nextAddress(node, theirs);
    one.scale(couple.mine(), 1);
    awaitAddress(one, couple.mine(), theirs);
    one.cluster().own().nextAddress(node, mine);
    other.scale(couple.theirs(), 1);
    awaitAddress(other, couple.theirs(), mine);
    one.apply(SPEC.formatted(false));
    other.apply(SPEC.formatted(false));
    one.awaitSettled();
    other.awaitSettled();
  }

  private static Couple onOneNode(DeployedPair one, DeployedPair other) {
    for (ServerName mine : ServerName.values()) {
      for (ServerName theirs : ServerName.values()) {
        if (one.nodeOf(mine).equals(other.nodeOf(theirs))) {
          return new Couple(mine, theirs);
        }
      }
    }
    throw new IllegalStateException("two pairs on three nodes have a node in common");
  }

  private static void awaitAddress(DeployedPair pair, ServerName server, String address) {
    await(pair.pod(server) + " has an address")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> Objects.nonNull(pair.addressOf(server)));
    assertThat(pair.addressOf(server)).isEqualTo(address);
  }
}
