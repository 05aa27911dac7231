package io.redisfailover.operator.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which proxies are gone with their node. */
class LostProxiesTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final ProxyPlace ONE = place("one", "node-1");
  private static final ProxyPlace TWO = place("two", "node-2");
  private static final Set<Endpoint> WITNESSES = Set.of(ONE.kubelet(), TWO.kubelet());
  private static final Sight ANSWERS = Sight.NONE.seen(Answer.GIVEN, NOW);

  private final Map<Endpoint, Sight> sights =
      new HashMap<>(
          Map.of(
              ONE.kubelet(),
              silentFor(1_200),
              ONE.control(),
              silentFor(800),
              TWO.kubelet(),
              ANSWERS));

  @Test
  void areThoseThatAreSilentAndTheirNodeToo() {
    assertThat(lost(Set.of())).containsExactly(ONE);
  }

  @Test
  void areNoneOfANodeThatWasSilentForLess() {
    sights.put(ONE.kubelet(), silentFor(799));
    assertThat(lost(Set.of())).isEmpty();
  }

  @Test
  void areNoneThatAnswerThemselvesOrWereNotAskedForLong() {
    sights.put(ONE.control(), ANSWERS);
    assertThat(lost(Set.of())).isEmpty();
    sights.put(ONE.control(), silentFor(799));
    assertThat(lost(Set.of())).isEmpty();
    sights.remove(ONE.control());
    assertThat(lost(Set.of())).isEmpty();
  }

  /** A firewall before the kubelets makes every node look like this. */
  @Test
  void areNoneOfANodeThatHasNeverAnswered() {
    sights.put(ONE.kubelet(), Sight.NONE.seen(Answer.NONE, NOW.minusSeconds(9)));
    assertThat(lost(Set.of())).isEmpty();
  }

  @Test
  void areNoneWhileNoOtherNodeAnswers() {
    sights.put(TWO.kubelet(), silentFor(400));
    assertThat(lost(Set.of())).isEmpty();
    sights.remove(TWO.kubelet());
    assertThat(lost(Set.of())).isEmpty();
    sights.put(TWO.kubelet(), Sight.NONE.seen(Answer.GIVEN, NOW.minusMillis(1)));
    assertThat(lost(Set.of())).as("an answer of an earlier round").isEmpty();
  }

  /** That of this operator's own node, which answers in any case, is no witness. */
  @Test
  void areNoneWithoutAWitness() {
    assertThat(LostProxies.of(List.of(ONE, TWO), sights, Set.of(ONE.kubelet()), Set.of(), NOW, NOW))
        .isEmpty();
  }

  @Test
  void areNeverAllOfAResource() {
    assertThat(LostProxies.of(List.of(ONE), sights, WITNESSES, Set.of(), NOW, NOW)).isEmpty();
  }

  @Test
  void areNoneOfANodeThatIsSpared() {
    assertThat(lost(Set.of("node-1"))).isEmpty();
    assertThat(lost(Set.of("node-2"))).containsExactly(ONE);
  }

  private List<ProxyPlace> lost(Set<String> spared) {
    return LostProxies.of(List.of(ONE, TWO), sights, WITNESSES, spared, NOW, NOW);
  }

  private static Sight silentFor(long millis) {
    return ANSWERS.seen(Answer.NONE, NOW.minus(Duration.ofMillis(millis)));
  }

  static ProxyPlace place(String pod, String node) {
    return new ProxyPlace(
        pod,
        "uid-of-" + pod,
        new Endpoint("pod-" + pod, 8182),
        node,
        new Endpoint("host-" + node, 10_250));
  }
}
