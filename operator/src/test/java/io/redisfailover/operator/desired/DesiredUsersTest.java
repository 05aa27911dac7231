package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The further users of a resource, and why they are refused. */
class DesiredUsersTest {
  private static final String TWO =
      """
      auth:
        users:
          - {name: shop, secretName: words, rules: "~shop:* +@all"}
          - {name: reports, secretName: words, secretKey: other, rules: "~* +@read"}
      """;

  private static final Map<String, Secret> WORDS =
      Map.of("words", secret(Map.of("password", "one\n", "other", "two")));

  @Test
  void haveTheRulesOfTheResourceAndADigestOfTheirPassword() {
    List<AclUser> users = users(TWO, WORDS);
    assertThat(users).extracting(AclUser::name).containsExactly("shop", "reports");
    assertThat(users)
        .extracting(AclUser::digest)
        .containsExactly(Sha256.of("one"), Sha256.of("two"));
    assertThat(users.getFirst().effectiveRules(AclDialect.SUBCOMMANDS).toString())
        .startsWith("~shop:* +@all -replicaof ")
        .endsWith("-function|restore");
  }

  @Test
  void mayWriteFunctionsWhereTheResourceAllowsIt() {
    List<AclUser> users = users(TWO.replace("auth:", "auth:\n  functions: Allowed"), WORDS);
    assertThat(users.getFirst().effectiveRules(AclDialect.SUBCOMMANDS).toString())
        .doesNotContain("-function|");
  }

  @Test
  void showNoPasswordAndNoDigest() {
    assertThat(DesiredUsers.of(Samples.withSpec(TWO), facts(WORDS)).toString())
        .contains("shop")
        .doesNotContain("one", Sha256.of("one"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: shop, secretName: none, rules: '+get'                     | spec.auth.users[shop].secretName: there is no Secret none; create it with the password in its key password.
          name: shop, secretName: words, secretKey: gone, rules: '+get'   | spec.auth.users[shop].secretKey: Secret words has no password in its key gone; set it there.
          name: shop, secretName: words, rules: '+get nopass'             | spec.auth.users[shop].rules: nopass is no rule about keys, channels or commands; use a rule such as ~cache:*, &news:*, +@read or -keys.
          name: shop, secretName: words, rules: '+get (+@all ~*)'         | spec.auth.users[shop].rules: a selector adds rights that no later rule can withhold; use another user instead of (+@all.
          name: application, secretName: words, rules: '+get'             | spec.auth.users[application].name: another user has this name; use a different one.
          name: default, secretName: words, rules: '+get'                 | spec.auth.users[default].name: another user has this name; use a different one.
          name: rf-proxy, secretName: words, rules: '+get'                | spec.auth.users[rf-proxy].name: not the name of a user; use letters, digits, '_', '.', '@' and '-', and do not begin it with rf-.
          """)
  void areRefusedWithASentence(String user, String sentence) {
    RedisFailover resource = Samples.withSpec("auth: {users: [{" + user + "}]}");
    Map<String, Secret> secrets = new HashMap<>(WORDS);
    secrets.put("cache-auth", secret(Map.of("username", "application")));
    assertThat(DesiredUsers.of(resource, facts(secrets)).refusal()).contains(sentence);
  }

  @Test
  void areRefusedWhereOneNameIsThereTwice() {
    assertThat(
            DesiredUsers.of(Samples.withSpec(TWO.replace("reports", "shop")), facts(WORDS))
                .refusal())
        .contains("spec.auth.users[shop].name: another user has this name; use a different one.");
  }

  @Test
  void includeTheExporterAsSoonAsItsSecretIsGenerated() {
    String spec = "auth: {exporter: {enabled: true}}";
    assertThat(users(spec, Map.of())).isEmpty();
    assertThat(users(spec, Map.of("cache-exporter", secret(Map.of("password", "one")))))
        .extracting(AclUser::name)
        .containsExactly("rf-exporter");
    assertThat(GeneratedSecrets.missing(Samples.withSpec(spec), facts(Map.of()), Inputs.counted()))
        .extracting(it -> it.getMetadata().getName())
        .contains("cache-exporter");
  }

  @Test
  void areRefusedWhileTheExportersOwnSecretIsMissing() {
    RedisFailover resource =
        Samples.withSpec("auth: {exporter: {enabled: true, secretName: mine}}");
    assertThat(DesiredUsers.of(resource, facts(Map.of())).refusal())
        .contains(
            "spec.auth.exporter.secretName: Secret mine has no key password; create it with the"
                + " password.");
  }

  /** A server does not start with a rule that it does not know. */
  @Test
  void startWithAServerOnlyAfterARunningServerTookThem() {
    List<AclUser> users = users(TWO, WORDS);
    assertThat(change(Optional.empty(), users, UsersFile.Taken.BY_NONE)).isEmpty();
    Secret file = taken(users);
    assertThat(UsersFile.names(Optional.of(file))).containsExactlyInAnyOrder("shop", "reports");
    assertThat(file.getData()).containsOnlyKeys("names", "users-6.acl", "users-7.acl");
    assertThat(change(Optional.of(file), users, UsersFile.Taken.BY_ALL)).isEmpty();
    assertThat(change(Optional.of(file), users, UsersFile.Taken.BY_NONE)).isEmpty();
  }

  @Test
  void doNotStartWithAServerWhereTheyChangedAndNoServerRuns() {
    List<AclUser> users = users(TWO, WORDS);
    Secret file = taken(users);
    List<AclUser> fewer = users.subList(0, 1);
    assertThat(names(change(Optional.of(file), fewer, UsersFile.Taken.BY_ALL)))
        .containsExactly("shop");
    Secret none = change(Optional.of(file), fewer, UsersFile.Taken.BY_NONE).orElseThrow();
    assertThat(none.getData().get("users-7.acl")).isEmpty();
  }

  /** A server that hangs is asked when it goes on, by whichever operator runs then. */
  @Test
  void areRememberedByNameUntilEachServerHasRemovedThem() {
    List<AclUser> users = users(TWO, WORDS);
    Secret both = taken(users);
    List<AclUser> fewer = users.subList(0, 1);
    Secret some = change(Optional.of(both), fewer, UsersFile.Taken.BY_SOME).orElseThrow();
    assertThat(UsersFile.names(Optional.of(some))).containsExactlyInAnyOrder("shop", "reports");
    assertThat(change(Optional.of(some), fewer, UsersFile.Taken.BY_NONE))
        .describedAs("the file has what the servers have")
        .isEmpty();
    assertThat(names(change(Optional.of(some), fewer, UsersFile.Taken.BY_ALL)))
        .containsExactly("shop");
  }

  private static Secret taken(List<AclUser> users) {
    return change(Optional.empty(), users, UsersFile.Taken.BY_ALL).orElseThrow();
  }

  private static Optional<Secret> change(
      Optional<Secret> present, List<AclUser> users, UsersFile.Taken taken) {
    return UsersFile.change(Samples.withSpec(TWO), present, users, taken);
  }

  private static Iterable<String> names(Optional<Secret> changed) {
    assertThat(changed).isPresent();
    return UsersFile.names(changed);
  }

  private static List<AclUser> users(String spec, Map<String, Secret> secrets) {
    return DesiredUsers.of(Samples.withSpec(spec), facts(secrets)).known().orElseThrow();
  }

  private static DesiredInputs facts(Map<String, Secret> secrets) {
    return Inputs.with(secrets);
  }

  private static Secret secret(Map<String, String> values) {
    Map<String, String> data = new HashMap<>();
    values.forEach((key, value) ->
        data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder().withNewMetadata().endMetadata().withData(data).build();
  }
}
