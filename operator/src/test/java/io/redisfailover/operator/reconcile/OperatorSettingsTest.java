package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redisfailover.operator.desired.Platform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart tells the operator. */
class OperatorSettingsTest {
  @Test
  void needsANamespaceAndAnImageOnly() {
    OperatorSettings settings = with(Map.of());
    assertThat(settings.namespace()).isEqualTo("redis-failover-system");
    assertThat(settings.platform().proxyImage()).isEqualTo("proxy:1");
    assertThat(settings.watched()).isEmpty();
    assertThat(settings.leaderElection()).isTrue();
    assertThat(settings.labels())
        .containsExactly(Map.entry("app.kubernetes.io/name", "redis-failover-operator"));
  }

  /** A chart renders an empty text where a value is {@code null}. */
  @ParameterizedTest
  @ValueSource(
      strings = {"MAX_ROLLOUTS", "USER_IDS", "LEADER_ELECTION", "LEASE_NAME", "WATCH_NAMESPACES"})
  void takesAnEmptyVariableForAMissingOne(String name) {
    Map<String, String> named = Map.of("HOSTNAME", "operator-5c6d-x");
    Map<String, String> empty = Map.of("HOSTNAME", "operator-5c6d-x", name, " ");
    assertThat(with(empty)).isEqualTo(with(named));
  }

  /** Two leaders of one name would both lead. */
  @Test
  void isNamedLikeNoOtherWithoutAPod() {
    assertThat(with(Map.of()).instance()).isNotBlank().isNotEqualTo(with(Map.of()).instance());
  }

  @Test
  void isNamedByItsPod() {
    assertThat(with(Map.of("HOSTNAME", "operator-5c6d-x")).instance()).isEqualTo("operator-5c6d-x");
  }

  @Test
  void readsTheNamespacesThatAreLookedAfter() {
    assertThat(with(Map.of("WATCH_NAMESPACES", "shop, stock,,shop ")).watched())
        .containsExactlyInAnyOrder("shop", "stock");
    assertThat(with(Map.of("WATCH_NAMESPACES", " ")).watched()).isEmpty();
  }

  @Test
  void readsWhatTheClusterRequiresOfEveryPod() {
    assertThat(with(Map.of("IMAGE_REGISTRY", "")).platform())
        .isEqualTo(new Platform("proxy:1", Optional.empty(), true));
    assertThat(with(Map.of("IMAGE_REGISTRY", "r.example", "USER_IDS", "platform")).platform())
        .isEqualTo(new Platform("proxy:1", Optional.of("r.example"), false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Map.of("USER_IDS", "any")))
        .withMessage("USER_IDS: \"any\" is neither fixed nor platform; set one of them.");
  }

  @Test
  void knowsTheAddressOfItsNodeWhereItHasOne() {
    assertThat(with(Map.of()).nodeAddress()).isEmpty();
    assertThat(with(Map.of("NODE_ADDRESS", "10.0.0.7")).nodeAddress()).contains("10.0.0.7");
  }

  @Test
  void limitsHowManyResourcesItRollsAtATime() {
    assertThat(with(Map.of()).maxRollouts()).isEqualTo(3);
    assertThat(with(Map.of("MAX_ROLLOUTS", "20")).maxRollouts()).isEqualTo(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Map.of("MAX_ROLLOUTS", "0")))
        .withMessage("MAX_ROLLOUTS: \"0\" is no number from 1 to 99999; correct it.");
  }

  @Test
  void canDoWithoutALeader() {
    assertThat(with(Map.of("LEADER_ELECTION", "false")).leaderElection()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POD_NAMESPACE", "PROXY_IMAGE"})
  void namesTheVariableThatIsMissing(String name) {
    Map<String, String> environment = environment();
    environment.remove(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperatorSettings.from(environment))
        .withMessageContaining(name);
    environment.put(name, " ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperatorSettings.from(environment))
        .withMessageContaining(name);
  }

  private static OperatorSettings with(Map<String, String> more) {
    Map<String, String> environment = environment();
    environment.putAll(more);
    return OperatorSettings.from(environment);
  }

  private static Map<String, String> environment() {
    return new HashMap<>(
        Map.of("POD_NAMESPACE", "redis-failover-system", "PROXY_IMAGE", "proxy:1"));
  }
}
