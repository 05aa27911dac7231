package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that are made once. */
class GeneratedSecretsTest {
  private static final RedisFailover MINIMAL = withSpec("{}");

  private static final RedisFailover RETAINED = withSpec("redis: {storage: {size: 1Gi}}");
  private static final RedisFailover NOT_RETAINED =
      withSpec("redis: {storage: {size: 1Gi, retain: false}}");

  @Test
  void makesThreeOfThemWhenNoneIsThere() {
    List<Secret> missing = missing(MINIMAL, Inputs.FACTS);
    assertThat(missing)
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-auth", "cache-control", "cache-stats");
    assertThat(missing.get(0).getData()).containsOnlyKeys("password");
    assertThat(missing.get(1).getData())
        .containsOnlyKeys(
            "operator-password",
            "proxy-password",
            "replica-password",
            "pod-password",
            "token",
            "marker-key");
    assertThat(missing.get(2).getData()).containsOnlyKeys("username", "password");
  }

  @Test
  void givesEachPasswordAValueOfItsOwn() {
    List<String> values =
        missing(MINIMAL, Inputs.FACTS).stream()
            .flatMap(secret -> secret.getData().values().stream())
            .toList();
    assertThat(values).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void makesNoneThatIsComplete() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    assertThat(missing(MINIMAL, facts(made.get(0), made.get(1), made.get(2)))).isEmpty();
  }

  @Test
  void keepsWhatIsThereWhenAKeyIsMissing() {
    Secret half =
        new SecretBuilder()
            .withNewMetadata()
            .withName("cache-stats")
            .withResourceVersion("17")
            .endMetadata()
            .withData(Map.of("password", "a2VwdA==", "mine", "dG9v"))
            .build();
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    List<Secret> missing = missing(MINIMAL, facts(made.get(0), made.get(1), half));
    assertThat(missing).hasSize(1);
    assertThat(missing.getFirst().getData())
        .containsEntry("password", "a2VwdA==")
        .containsEntry("mine", "dG9v")
        .containsKey("username");
    assertThat(missing.getFirst().getMetadata().getResourceVersion()).isEqualTo("17");
  }

  /** The markers in the volumes are signed with its key. */
  @Test
  void letsTheKeyOfTheMarkersStayWhereTheVolumesStay() {
    assertThat(control(RETAINED).getMetadata().getOwnerReferences()).isEmpty();
    assertThat(control(MINIMAL).getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(control(NOT_RETAINED).getMetadata().getOwnerReferences()).hasSize(1);
  }

  @Test
  void changesNothingButTheOwnerWhenVolumesAreToStayFromNowOn() {
    List<Secret> made = missing(NOT_RETAINED, Inputs.FACTS);
    List<Secret> changed = missing(RETAINED, facts(made.get(0), made.get(1), made.get(2)));
    assertThat(changed).hasSize(1);
    assertThat(changed.getFirst().getMetadata().getOwnerReferences()).isEmpty();
    assertThat(changed.getFirst().getData()).isEqualTo(made.get(1).getData());
  }

  private static Secret control(RedisFailover resource) {
    return missing(resource, Inputs.FACTS).get(1);
  }

  @Test
  void makesNoneInPlaceOfAUsersOwn() {
    RedisFailover own =
        withSpec("{auth: {secretName: mine}, proxy: {stats: {authSecretName: mine-too}}}");
    assertThat(missing(own, Inputs.FACTS))
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-control");
  }

  @Test
  void makesNoPasswordForApplicationsThatNeedNone() {
    assertThat(missing(withSpec("auth: {disabled: true}"), Inputs.FACTS))
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-control", "cache-stats");
  }

  private static List<Secret> missing(RedisFailover resource, DesiredInputs facts) {
    return GeneratedSecrets.missing(resource, facts, Inputs.counted());
  }

  private static DesiredInputs facts(Secret auth, Secret control, Secret stats) {
    return new DesiredInputs(
        Inputs.FACTS.platform(),
        Inputs.FACTS.operatorNamespace(),
        Inputs.FACTS.operatorLabels(),
        Map.of("cache-auth", auth, "cache-control", control, "cache-stats", stats));
  }
}
