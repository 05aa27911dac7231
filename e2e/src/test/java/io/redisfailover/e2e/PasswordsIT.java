package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Secrets that are edited and deleted while clients write. */
@Order(1)
@Timeout(3600)
class PasswordsIT {
  /** {@code -De2e.rotations=100} for a long run; the active Redis is killed once in each ten. */
  private static final int ROTATIONS = Integer.getInteger("e2e.rotations", 10);

  private static final int GROUP = 10;
  private static final String CONTROL = "cache-control";
  private static final String AUTH = "cache-auth";

  private static final String SPEC =
      """
      redis: {image: "redis:7.0"}
      failover: {failback: {policy: Manual}}
      """;

  /** For a standby that is kept off. */
  private static final String NOWHERE =
      SPEC.replace(
          "\"redis:7.0\"",
          "\"redis:7.0\", podTemplate: {spec: {nodeSelector: {kubernetes.io/hostname: nowhere}}}");

  /** Longer than other passwords are spread before the servers of a pair use them. */
  private static final Duration LONGER_THAN_SPREAD = InternalPasswords.SPREAD.plusSeconds(2);

  private static final List<String> CONTROL_KEYS =
      List.of(
          "operator-password",
          "proxy-password",
          "replica-password",
          "pod-password",
          "token",
          "marker-key");

  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-passwords", "cache");
    pair.apply(SPEC).awaitSettled();
  }

  /** Events that repeat are counted, pods are annotated, Secrets written: by the chart's rights. */
  @AfterAll
  static void deleteWhereNothingWasForbidden() {
    pair.delete();
    assertThat(pair.cluster().operatorLogs())
        .isNotEmpty()
        .doesNotContain("User \"system:serviceaccount:")
        // By operators that start, before they have seen any pod.
        .doesNotContain("Failed to look after the nodes");
  }

  @BeforeEach
  void begin() {
    pair.awaitSettled();
  }

  @Test
  void bothSecretsAreRotatedWhileTheActiveServerIsKilledOnceInTenTimes() throws Exception {
    List<String> pods = pair.uids();
    List<String> proxies = pair.proxies();
    for (int done = 0; done < ROTATIONS; done += GROUP) {
      int kill = done + GROUP / 2;
      int end = Math.min(ROTATIONS, done + GROUP);
      int first = done;
      ScenarioRun.failure("both Secrets rotated " + (end - first) + " times, with a kill", pair)
          .run(() -> {
            for (int i = first; i < end; i++) {
              Map<String, String> control = random(CONTROL_KEYS);
              Map<String, String> auth = random(List.of("password"));
              String before = pair.password();
              pair.putSecret(CONTROL, control);
              pair.putSecret(AUTH, auth);
              if (i == kill) {
                pair.signal(pair.active(), "KILL");
              }
              awaitSpread(auth.getOrDefault("password", ""));
              awaitSpread(before);
              if (i == end - 1) {
                awaitReplaced(control);
              }
            }
          });
    }
    assertThat(pair.uids()).isEqualTo(pods);
    assertThat(pair.proxies()).isEqualTo(proxies);
    assertThat(pair.events()).doesNotContain("DecisionRequired");
  }

  @Test
  void whatIsDeletedOrEmptiedComesBackAsItWas() throws Exception {
    Map<String, String> control = values(CONTROL, CONTROL_KEYS);
    String password = pair.password();
    ScenarioRun.planned("Secrets deleted and emptied", pair)
        .run(() -> {
          pair.deleteSecret(CONTROL);
          awaitValues(CONTROL, control);
          pair.deleteSecret("cache-recovery");
          pair.deleteSecret(CONTROL);
          awaitValues(CONTROL, control);
          pair.putSecret(CONTROL, Map.of("operator-password", "", "marker-key", "short"));
          awaitValues(CONTROL, control);
          pair.deleteSecret(AUTH);
          awaitValues(AUTH, Map.of("password", password));
          pair.deleteSecret("cache-acl");
          ServerName standby = pair.standby();
          pair.deletePod(pair.pod(standby));
          pair.awaitSettled();
        });
    assertThat(pair.events())
        .doesNotContain("DecisionRequired")
        .as("a marker key that is too short")
        .containsOnlyOnce("SecretValueRejected");
  }

  /** By schedule, as a CronJob does it, which knows nothing of a server that hangs. */
  @Test
  void anAnnotationAsksForOtherPasswordsOnceAndAServerThatHangsIsWaitedFor() throws Exception {
    String annotation = "redisfailover.io/rotate-passwords";
    String text = "of " + System.currentTimeMillis();
    Map<String, String> before = values(CONTROL, CONTROL_KEYS);
    String password = pair.password();
    List<String> pods = pair.uids();
    ScenarioRun.planned("passwords rotated by annotation while the standby hangs", pair)
        .withoutErrors()
        .run(() -> {
          ServerName hanging = pair.standby();
          pair.signal(hanging, "STOP");
          try {
            pair.annotate(annotation, text);
            await("there is another password for applications")
                .atMost(DeployedPair.PATIENCE)
                .until(() -> !pair.password().equals(password));
            isWaitedFor(hanging, before, password);
          } finally {
            pair.signal(hanging, "CONT");
          }
          awaitSpread(pair.password());
          awaitSpread(password);
          await("the others are others, too, and alone")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> areOthers(values(CONTROL, CONTROL_KEYS), before));
        });
    Map<String, String> after = values(CONTROL, CONTROL_KEYS);
    String replaced = pair.password();
    await("the same text asks for nothing more")
        .during(Duration.ofSeconds(6))
        .atMost(DeployedPair.PATIENCE)
        .until(
            () -> values(CONTROL, CONTROL_KEYS).equals(after) && pair.password().equals(replaced));
    assertThat(pair.uids()).isEqualTo(pods);
  }

  /** All accept the new passwords before anyone uses them. */
  private static void isWaitedFor(ServerName server, Map<String, String> before, String password) {
    ServerName other = DeployedPair.other(server);
    await("the server that hangs is named")
        .atMost(DeployedPair.PATIENCE)
        .untilAsserted(() ->
            assertThat(pair.message("Progressing"))
                .startsWith("Waiting for " + server + " to answer and take the new passwords"));
    await("both passwords are valid, and the former ones are used")
        .during(LONGER_THAN_SPREAD)
        .atMost(DeployedPair.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() ->
            values(CONTROL, CONTROL_KEYS).entrySet().stream()
                    .allMatch(it ->
                        firstLine(it.getValue())
                            .equals(firstLine(before.getOrDefault(it.getKey(), ""))))
                && isIn(other, "default", password)
                && isIn(other, "default", pair.password()));
    assertThat(pair.secret(CONTROL, "token").lines()).as("two tokens are valid").hasSize(2);
    assertThat(pair.events()).doesNotContain("DecisionRequired");
  }

  /** The key of the markers is no password, and stays. */
  private static boolean areOthers(Map<String, String> values, Map<String, String> before) {
    return values.entrySet().stream()
        .allMatch(value ->
            value.getKey().equals("marker-key")
                ? value.getValue().equals(before.get(value.getKey()))
                : !value.getValue().contains("\n")
                    && !value
                        .getValue()
                        .equals(firstLine(before.getOrDefault(value.getKey(), ""))));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Test
  void allSecretsOfThePairAtOnceComeBackWhileBothServersRunAndWhileOneDoes() throws Exception {
    Map<String, String> control = values(CONTROL, CONTROL_KEYS);
    String password = pair.password();
    List<String> secrets = pair.secretNames();
    assertThat(secrets).contains(CONTROL, AUTH, "cache-recovery", "cache-stats");
    ScenarioRun.Trouble allAreLost =
        () -> {
          secrets.forEach(pair::deleteSecret);
          await("all are there again")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> pair.secretNames().containsAll(secrets));
          awaitValues(CONTROL, control);
          awaitValues(AUTH, Map.of("password", password));
        };
    ScenarioRun.planned("all Secrets of the pair deleted", pair).withoutErrors().run(allAreLost);
    ServerName standby = pair.standby();
    ScenarioRun.planned("all Secrets of the pair deleted while one server runs", pair)
        .withoutErrors()
        .run(() -> {
          pair.apply(NOWHERE);
          await("the standby finds no node")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> pair.isPending(standby));
          allAreLost.happen();
          assertThat(pair.isPending(standby)).as("one server alone runs").isTrue();
          pair.apply(SPEC);
        });
    assertThat(pair.standby()).as("the one that starts with what came back").isEqualTo(standby);
    assertThat(pair.events()).doesNotContain("DecisionRequired");
  }

  @Test
  void aChangeIsTakenBackAtOnce() throws Exception {
    Map<String, String> control = values(CONTROL, CONTROL_KEYS);
    ScenarioRun.planned("a change of passwords taken back", pair)
        .run(() -> {
          pair.putSecret(CONTROL, random(CONTROL_KEYS));
          await("the change has begun")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> pair.secret(CONTROL, "token").contains("\n"));
          pair.putSecret(CONTROL, control);
          awaitReplaced(control);
        });
  }

  private static Map<String, String> random(List<String> keys) {
    Map<String, String> values = new TreeMap<>();
    keys.forEach(key -> values.put(key, UUID.randomUUID().toString().repeat(2)));
    return values;
  }

  private static Map<String, String> values(String secret, List<String> keys) {
    Map<String, String> values = new TreeMap<>();
    keys.forEach(key -> values.put(key, pair.secret(secret, key)));
    return values;
  }

  private static void awaitValues(String secret, Map<String, String> values) {
    await(secret + " is as it was")
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .until(() -> values(secret, List.copyOf(values.keySet())).equals(values));
  }

  private static void awaitSpread(String password) {
    for (ServerName server : ServerName.values()) {
      await("applications log in to " + server)
          .atMost(DeployedPair.PATIENCE)
          .ignoreExceptions()
          .until(() -> isIn(server, "default", password));
    }
  }

  /** The former keys of the markers stay. */
  private static void awaitReplaced(Map<String, String> control) {
    await("the new passwords are alone")
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .until(() ->
            control.entrySet().stream()
                .allMatch(entry -> {
                  String text = pair.secret(CONTROL, entry.getKey());
                  return entry.getKey().equals("marker-key")
                      ? text.startsWith(entry.getValue())
                      : text.equals(entry.getValue());
                }));
    for (ServerName server : ServerName.values()) {
      assertThat(isIn(server, "rf-operator", control.getOrDefault("operator-password", "")))
          .as("operator at %s", server)
          .isTrue();
    }
    await("nothing changes any more")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> !pair.holds("Progressing"));
  }

  private static boolean isIn(ServerName server, String user, String password) {
    return pair.askAs(server, user, password, "PING").equals("PONG");
  }
}
