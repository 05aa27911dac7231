package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.StatsUserSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageUsersTest {
  private static final RedisFailover TWO =
      withSpec(
          "{proxy: {stats: {users: [{name: eva, secretName: stats-eva, role: Operate},"
              + " {name: otto, secretName: stats-otto}]}}}");

  @Test
  void leavesOutAUserWithoutAPasswordAndSaysSo() {
    PageUsers users = PageUsers.of(TWO, Inputs.FACTS);
    assertThat(users.further()).extracting(StatsUserSpec::name).containsExactly("eva");
    assertThat(users.problems())
        .containsExactly(
            "spec.proxy.stats.users[otto].secretName: there is no Secret stats-otto; create it with"
                + " the password in its key password. The user is left out until then.");
  }

  /** The proxies refuse a file with two users of one name. */
  @Test
  void leavesOutAUserWithTheNameOfTheFirstOne() {
    PageUsers users =
        PageUsers.of(
            withSpec("{proxy: {stats: {users: [{name: admin, secretName: stats-eva}]}}}"),
            Inputs.FACTS);
    assertThat(users.further()).isEmpty();
    assertThat(users.problems().getFirst())
        .startsWith(
            "spec.proxy.stats.users[admin].name: The first user of the page has this name;");
  }

  @Test
  void mountsNothingButThePasswordOfEachUser() {
    Deployment proxies = Inputs.object(TWO, Deployment.class, "cache-proxy");
    assertThat(proxies.getSpec().getTemplate().getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().startsWith("stats-user-"))
        .singleElement()
        .satisfies(volume -> {
          assertThat(volume.getSecret().getSecretName()).isEqualTo("stats-eva");
          assertThat(volume.getSecret().getItems())
              .singleElement()
              .satisfies(item -> assertThat(item.getKey()).isEqualTo("password"));
        });
    assertThat(ProxyFile.of(TWO, PageUsers.of(TWO, Inputs.FACTS)))
        .contains("/etc/redis-failover/stats-users/eva/password")
        .doesNotContain("do-not-show-me");
  }

  @Test
  void asksForTheSecretsOfEachUser() {
    assertThat(Names.readSecrets(TWO)).contains("stats-eva", "stats-otto");
    Secret otto =
        new SecretBuilder()
            .withNewMetadata()
            .withName("stats-otto")
            .endMetadata()
            .addToData("password", "eA==")
            .build();
    assertThat(PageUsers.of(TWO, Inputs.with(Map.of("stats-otto", otto))).further())
        .extracting(StatsUserSpec::name)
        .containsExactly("otto");
  }
}
