package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whose Secrets are read. */
class OwnSecretsTest {
  private static final List<String> NAMES =
      List.of(
          "cache-auth",
          "cache-stats",
          "cache-exporter",
          "cache-control",
          "cache-recovery",
          "cache-acl");

  private static final String EXPORTER = "auth: {exporter: {enabled: true}}";

  @Test
  void areThoseThatTheOperatorMade() {
    RedisFailover resource = withSpec(EXPORTER);
    Map<String, Secret> made = new HashMap<>();
    NAMES.forEach(name -> made.put(name, owned(resource, name)));
    assertThat(OwnSecrets.of(resource, made).readable()).containsOnlyKeys(NAMES);
    assertThat(OwnSecrets.of(resource, made).foreign()).isEmpty();
  }

  /** Nothing that it says becomes a password, and its name is told. */
  @Test
  void areNoneOfSomebodyElseUnderANameOfOurs() {
    OwnSecrets secrets = OwnSecrets.of(withSpec(EXPORTER), foreign());
    assertThat(secrets.readable()).isEmpty();
    assertThat(secrets.foreign())
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(NAMES);
    assertThat(secrets.toString()).doesNotContain(SecretData.coded("strange"));
  }

  @Test
  void areThoseThatTheSpecNamesWhoeverMadeThem() {
    RedisFailover named =
        withSpec("{auth: {secretName: cache-auth}, proxy: {stats: {authSecretName: cache-stats}}}");
    assertThat(OwnSecrets.of(named, foreign()).readable())
        .containsOnlyKeys("cache-auth", "cache-stats", "cache-exporter");
  }

  @Test
  void sayWhichFieldOfTheSpecTakesOneOfSomebodyElse() {
    assertThat(refusal("cache-auth"))
        .endsWith("under another name, or set spec.auth.secretName to it.");
    assertThat(refusal("cache-stats")).endsWith("or set spec.proxy.stats.authSecretName to it.");
    assertThat(refusal("cache-exporter")).endsWith("or set spec.auth.exporter.secretName to it.");
    assertThat(refusal("cache-acl")).endsWith("create the RedisFailover under another name.");
  }

  private static String refusal(String name) {
    return Ownership.refusal(withSpec(EXPORTER), Objects.requireNonNull(foreign().get(name)));
  }

  private static Map<String, Secret> foreign() {
    Map<String, Secret> foreign = new HashMap<>();
    NAMES.forEach(name ->
        foreign.put(
            name,
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("password", SecretData.coded("strange"))
                .build()));
    return foreign;
  }

  private static Secret owned(RedisFailover resource, String name) {
    return new SecretBuilder()
        .withMetadata(Metadata.owned(resource, name, Labels.of(resource)))
        .build();
  }
}
