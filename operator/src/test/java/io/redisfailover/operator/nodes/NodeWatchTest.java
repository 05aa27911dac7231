package io.redisfailover.operator.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Endpoint;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rounds of questions, with nodes that fall silent: no node of a test can be switched off. */
class NodeWatchTest {
  private static final ProxyPlace ONE = LostProxiesTest.place("one", "node-1");
  private static final ProxyPlace TWO = LostProxiesTest.place("two", "node-2");

  private final Set<Endpoint> kubelets = new HashSet<>();
  private final Set<Endpoint> silent = new HashSet<>();
  private final Set<Endpoint> asked = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> removed = new LinkedBlockingQueue<>();
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private boolean removes = true;

  private final NodeWatch<String> watch =
      new NodeWatch<>(
          () -> now,
          "host-own",
          () -> kubelets,
          (address, limit) -> {
            asked.add(address);
            return silent.contains(address) ? Answer.NONE : Answer.GIVEN;
          });

  @AfterEach
  void close() {
    watch.close();
  }

  private void watch(ProxyPlace... proxies) {
    runOn(proxies);
    watch.watch(
        "cache",
        List.of(proxies),
        proxy -> {
          removed.add(proxy.pod());
          return removes;
        });
  }

  private void runOn(ProxyPlace... proxies) {
    Stream.of(proxies).map(ProxyPlace::kubelet).forEach(kubelets::add);
  }

  private void rounds(int number) {
    for (int i = 0; i < number; i++) {
      Instant began = now;
      now = began.plus(NodeWatch.PERIOD);
      watch.round(began);
    }
  }

  private void nodeOneFails() {
    silent.add(ONE.kubelet());
    silent.add(ONE.control());
  }

  @Test
  void asksEachKubeletOnceAndOneProxyOfEachNodeInEachRound() {
    watch(ONE, LostProxiesTest.place("three", "node-1"), TWO);
    rounds(1);
    assertThat(asked)
        .containsExactlyInAnyOrder(ONE.kubelet(), ONE.control(), TWO.kubelet(), TWO.control());
    asked.clear();
    rounds(3);
    assertThat(asked).containsExactlyInAnyOrder(ONE.control(), TWO.control());
  }

  @Test
  void asksKubeletsForSomeTimeWhenAProxyIsSilent() {
    watch(ONE, TWO);
    rounds(1);
    silent.add(ONE.control());
    rounds(1);
    asked.clear();
    rounds(1);
    assertThat(asked).contains(ONE.kubelet(), TWO.kubelet());
    rounds(30);
    asked.clear();
    rounds(1);
    assertThat(asked).containsExactlyInAnyOrder(ONE.control(), TWO.control());
    assertThat(removed).isEmpty();
  }

  @Test
  void takesNothingAwayByTheWordOfItsOwnNode() {
    ProxyPlace own = LostProxiesTest.place("own", "own");
    watch(ONE, own);
    rounds(1);
    nodeOneFails();
    rounds(10);
    assertThat(removed).isEmpty();
  }

  @Test
  void takesAProxyAwayThreeRoundsAfterItsNodeFailed() throws InterruptedException {
    watch(ONE, TWO);
    rounds(1);
    nodeOneFails();
    rounds(2);
    assertThat(removed).isEmpty();
    rounds(1);
    assertThat(removed.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
  }

  @Test
  void takesItAwayOnceAndTheNextOneOfTheNodeMuchLater() throws InterruptedException {
    watch(ONE, TWO);
    rounds(1);
    nodeOneFails();
    rounds(10);
    assertThat(removed.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
    assertThat(removed.poll(100, TimeUnit.MILLISECONDS)).isNull();
    ProxyPlace next = LostProxiesTest.place("next", "node-1");
    silent.clear();
    watch(next, TWO);
    rounds(1);
    silent.addAll(List.of(next.kubelet(), next.control()));
    rounds(10);
    assertThat(removed.poll(100, TimeUnit.MILLISECONDS)).isNull();
    silent.clear();
    rounds(1);
    now = now.plus(NodeWatch.SPARED);
    rounds(1);
    silent.addAll(List.of(next.kubelet(), next.control()));
    rounds(3);
    assertThat(removed.poll(10, TimeUnit.SECONDS)).isEqualTo("next");
  }

  @Test
  void triesAgainWhenItCouldNot() throws InterruptedException {
    removes = false;
    watch(ONE, TWO);
    rounds(1);
    nodeOneFails();
    rounds(3);
    assertThat(removed.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
    do {
      rounds(1);
    } while (removed.poll(100, TimeUnit.MILLISECONDS) == null);
  }

  @Test
  void takesNothingAwayWhenTheNodeComesBackInTime() {
    watch(ONE, TWO);
    rounds(1);
    nodeOneFails();
    rounds(2);
    silent.clear();
    rounds(5);
    assertThat(removed).isEmpty();
  }

  @Test
  void asksNoProxyWhereThereIsOneOnlyAndOfAResourceThatIsGone() {
    watch(ONE);
    rounds(1);
    watch(ONE, TWO);
    watch.forget("cache");
    rounds(1);
    assertThat(asked).containsExactlyInAnyOrder(ONE.kubelet(), TWO.kubelet());
  }

  /** Its leader ran on the node that failed. */
  @Test
  void takesAProxyAwayOfANodeThatFailedBeforeThisOperatorLed() throws InterruptedException {
    runOn(ONE, TWO);
    rounds(1);
    nodeOneFails();
    now = now.plusSeconds(15);
    watch(ONE, TWO);
    rounds(5);
    assertThat(removed.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
  }

  /** Of the two answers of a kubelet the first one is that it can be asked. */
  @Test
  void takesItAwayAlsoWhereItsKubeletWasAskedOnceMoreMeanwhile() throws InterruptedException {
    runOn(ONE, TWO);
    rounds(1);
    nodeOneFails();
    now = now.plus(NodeWatch.KUBELETS);
    rounds(2);
    watch(ONE, TWO);
    rounds(5);
    assertThat(removed.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
  }
}
