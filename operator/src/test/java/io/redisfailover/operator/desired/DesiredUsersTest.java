package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.passwords.UserLogins;
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
        .extracting(AclUser::digests)
        .containsExactly(List.of(Sha256.of("one")), List.of(Sha256.of("two")));
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
    assertThat(desired(Samples.withSpec(TWO), facts(WORDS)).toString())
        .contains("shop")
        .doesNotContain("one", Sha256.of("one"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
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
    assertThat(desired(resource, facts(secrets)).refusal()).contains(sentence);
  }

  @Test
  void areRefusedWhereOneNameIsThereTwice() {
    assertThat(desired(Samples.withSpec(TWO.replace("reports", "shop")), facts(WORDS)).refusal())
        .contains("spec.auth.users[shop].name: another user has this name; use a different one.");
  }

  @Test
  void includeTheExporterAsSoonAsItsSecretIsGenerated() {
    String spec = "auth: {exporter: {enabled: true}}";
    assertThat(users(spec, Map.of())).isEmpty();
    assertThat(users(spec, Map.of("cache-exporter", secret(Map.of("password", "one")))))
        .extracting(AclUser::name)
        .containsExactly("rf-exporter");
    assertThat(
            GeneratedSecrets.changes(Samples.withSpec(spec), facts(Map.of()), Inputs.counted())
                .all())
        .extracting(it -> it.getMetadata().getName())
        .contains("cache-exporter");
  }

  @Test
  void leaveOutWhoHasNeverHadAPassword() {
    String spec = TWO.replace("secretKey: other", "secretKey: gone");
    assertThat(users(spec, WORDS)).extracting(AclUser::name).hasSize(1);
    String exporter = "auth: {exporter: {enabled: true, secretName: mine}}";
    assertThat(users(exporter, Map.of())).isEmpty();
    assertThat(missing(exporter, Map.of()))
        .contains(
            "spec.auth.exporter.secretName: there is no Secret mine; create it with the password in"
                + " its key password. The user is left out until then.");
  }

  @Test
  void sayOfEachSecretThatItHasNoPassword() {
    assertThat(missing(TWO, WORDS)).isEmpty();
    assertThat(missing(TWO, Map.of()).orElseThrow()).contains("users[shop]", "users[reports]");
    assertThat(missing("{}", Map.of())).as("the operator makes it").isEmpty();
    assertThat(missing("auth: {disabled: true, secretName: mine}", Map.of())).isEmpty();
  }

  /** The Secret of the statistics page too, which nobody else names. */
  @Test
  void sayThatTheSecretOfThePageHasNoPassword() {
    String spec = "proxy: {stats: {authSecretName: page}}";
    assertThat(missing(spec, Map.of()))
        .contains(
            "spec.proxy.stats.authSecretName: there is no Secret page; create it with the password"
                + " in its key password. A proxy that runs keeps the last one.");
    assertThat(missing(spec, Map.of("page", secret(Map.of("username", "me"))))).isPresent();
    assertThat(missing(spec, Map.of("page", secret(Map.of("password", "one"))))).isEmpty();
  }

  @Test
  void sayThatTheSecretOfTheApplicationsNamesNoUser() {
    Map<String, String> words = Map.of("password", "one", "username", "rf-app");
    assertThat(missing("{}", Map.of("cache-auth", secret(words))))
        .contains(
            "Secret cache-auth, key username: not the name of a user; use letters, digits, '_', '.',"
                + " '@' and '-', and do not begin it with rf-. The user of the applications is"
                + " default until then.");
  }

  /** A name of a further user was never that of the applications, and is not taken over. */
  @Test
  void keepTheirNamesWhereTheSecretOfTheApplicationsWantsOneOfThem() {
    Map<String, Secret> secrets = new HashMap<>(WORDS);
    secrets.put("cache-auth", secret(Map.of("password", "one", "username", "shop")));
    RedisFailover resource = Samples.withSpec(TWO);
    DesiredInputs facts = facts(secrets);
    Recovery first = Recovery.of(resource, facts);
    assertThat(first.users(resource, facts).refusal()).as("at first").isPresent();
    Recovery later =
        new Recovery(
            Map.of("auth-user", "app", "auth-digest", "a".repeat(64)), first.internal(), false);
    assertThat(later.users(resource, facts).refusal()).isEmpty();
    assertThat(later.applications(resource, facts).user()).isEqualTo("app");
    assertThat(MissingPasswords.sentences(resource, facts, later).orElseThrow())
        .contains("key username: a user of spec.auth.users has this name");
  }

  /** What a client sends are bytes, whatever characters they stand for. */
  @Test
  void haveTheDigestOfTheBytesOfTheirPassword() {
    byte[] password = {(byte) 0xff, (byte) 0xfe, 'x'};
    byte[] file = {' ', (byte) 0xff, (byte) 0xfe, 'x', '\n'};
    Secret secret =
        new SecretBuilder()
            .addToData("password", Base64.getEncoder().encodeToString(file))
            .addToData("other", "dHdv")
            .build();
    assertThat(users(TWO, Map.of("words", secret)).getFirst().digests())
        .containsExactly(Sha256.of(password));
  }

  private static Optional<String> missing(String spec, Map<String, Secret> secrets) {
    RedisFailover resource = Samples.withSpec(spec);
    DesiredInputs facts = facts(secrets);
    return MissingPasswords.sentences(resource, facts, Recovery.of(resource, facts));
  }

  @Test
  void haveTheirFormerPasswordsTooInEveryLine() {
    UserLogins before = logins(TWO, WORDS, UserLogins.of(Map.of()));
    Map<String, Secret> changed =
        Map.of("words", secret(Map.of("password", "new", "other", "two")));
    AclUser shop = users(TWO, changed, before).getFirst();
    assertThat(shop.digests()).containsExactly(Sha256.of("new"), Sha256.of("one"));
    assertThat(shop.line(AclDialect.SUBCOMMANDS))
        .startsWith("user shop on #%s #%s ~shop:*".formatted(Sha256.of("new"), Sha256.of("one")));
    assertThat(shop.toString()).doesNotContain(Sha256.of("new"), Sha256.of("one"));
    assertThat(users(TWO, changed, logins(TWO, changed, before)))
        .as("in the next round")
        .isEqualTo(users(TWO, changed, before));
  }

  /** The name of the Secret is not the password. */
  @Test
  void haveNoFormerPasswordWhereOnlyTheirSecretHasAnotherName() {
    UserLogins before = logins(TWO, WORDS, UserLogins.of(Map.of()));
    String renamed = TWO.replace("secretName: words,", "secretName: moved,");
    Map<String, Secret> moved = Map.of("moved", WORDS.values().iterator().next());
    assertThat(logins(renamed, moved, before)).isEqualTo(before);
    assertThat(users(renamed, moved, before)).isEqualTo(users(TWO, WORDS, before));
  }

  /** It comes back from the copy; the exporter need not stop for it. */
  @Test
  void includeTheExporterWhileItsGeneratedSecretIsDeleted() {
    String spec = "auth: {exporter: {enabled: true}}";
    Map<String, Secret> generated = Map.of("cache-exporter", secret(Map.of("password", "one")));
    UserLogins before = logins(spec, generated, UserLogins.of(Map.of()));
    assertThat(users(spec, Map.of(), before)).isEqualTo(users(spec, generated));
    assertThat(logins(spec, Map.of(), before)).isEqualTo(before);
  }

  private static List<AclUser> users(String spec, Map<String, Secret> secrets, UserLogins before) {
    return DesiredUsers.of(Samples.withSpec(spec), facts(secrets), before, "default")
        .known()
        .orElseThrow();
  }

  private static UserLogins logins(String spec, Map<String, Secret> secrets, UserLogins before) {
    return DesiredUsers.of(Samples.withSpec(spec), facts(secrets), before, "default")
            instanceof DesiredUsers.Known(List<AclUser> users, UserLogins logins)
        ? logins
        : UserLogins.of(Map.of());
  }

  /** A server does not start with a rule that it does not know. */
  @Test
  void startWithAServerOnlyAfterARunningServerTookThem() {
    List<AclUser> users = users(TWO, WORDS);
    assertThat(names(change(Optional.empty(), users, UsersFile.Taken.BY_NONE))).isEmpty();
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
    return desired(Samples.withSpec(spec), facts(secrets)).known().orElseThrow();
  }

  private static DesiredUsers desired(RedisFailover resource, DesiredInputs facts) {
    return DesiredUsers.of(
        resource,
        facts,
        UserLogins.of(Map.of()),
        DesiredUsers.applicationsUser(resource, facts, ""));
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
