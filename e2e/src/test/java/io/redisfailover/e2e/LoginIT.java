package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ServerName;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users of a resource, and the exporter's, while the servers run and after a failover. */
@Order(4)
@Timeout(900)
class LoginIT {
  private static final String WORDS = "words";
  private static final String REPORTS = "~* +@read +ping";

  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-login", "cache");
    pair.putSecret(WORDS, words("shop-1"));
    pair.putSecret("page-eva", Map.of("password", "eva-1"));
    pair.apply(spec(REPORTS)).awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  @BeforeEach
  void begin() {
    pair.putSecret(WORDS, words("shop-1"));
    pair.apply(spec(REPORTS));
    awaitLogins("shop-1");
    pair.awaitSettled();
  }

  private static Map<String, String> words(String shop) {
    return words("application-1", shop);
  }

  private static Map<String, String> words(String application, String shop) {
    return Map.of("application", application, "shop", shop, "reports", "reports-1");
  }

  private static String spec(String reports) {
    return """
    redis: {image: "redis:7.0"}
    failover: {failback: {policy: Manual}}
    auth:
      secretName: words
      secretKey: application
      users:
        - {name: shop, secretName: words, secretKey: shop, rules: "~* &* +@all"}
        - {name: reports, secretName: words, secretKey: reports, rules: "%s"}
      exporter: {enabled: true}
    proxy:
      accessLog: {format: Json}
      runtimeApi: {level: User, port: 9999}
      stats:
        users:
          - {name: eva, secretName: page-eva, role: Operate}
    """
        .formatted(reports);
  }

  @Test
  void aNewPasswordAndAShorterListTakeEffectWithoutARestart() {
    List<String> pods = pair.uids();
    pair.putSecret(WORDS, words("shop-2"));
    awaitLogins("shop-2");
    pair.apply(spec(REPORTS).replaceAll("(?m)^.*name: reports.*\\n", ""));
    for (ServerName server : ServerName.values()) {
      await("reports is gone from " + server)
          .atMost(DeployedPair.PATIENCE)
          .until(() -> !isIn(server, "reports", "reports-1"));
      assertThat(isIn(server, "shop", "shop-1")).as("the password before, for a while").isTrue();
      assertThat(pair.askAs(server, "shop", "shop-2", "CONFIG SET maxmemory 1")).contains("NOPERM");
    }
    assertThat(pair.uids()).isEqualTo(pods);
  }

  @Test
  void theApplicationsPasswordIsThatOfTheKeyThatIsNamedAlsoWhenItChanges() throws Exception {
    List<String> pods = pair.uids();
    ScenarioRun.planned("another password and another user in a Secret of the user's own", pair)
        .withoutErrors()
        .run(() -> {
          pair.putSecret(WORDS, words("application-2", "shop-1"));
          for (ServerName server : ServerName.values()) {
            await("the new password logs in to " + server)
                .atMost(DeployedPair.PATIENCE)
                .until(() -> isIn(server, "default", "application-2"));
            assertThat(isIn(server, "default", "application-1"))
                .as("the password before, for a while")
                .isTrue();
          }
          anotherUserIsLetInBesideTheFormerOne("application-2");
        });
    assertThat(pair.uids()).isEqualTo(pods);
    assertThat(pair.secretNames()).doesNotContain("cache-auth");
  }

  /** The writers are the sessions of the former user. */
  private static void anotherUserIsLetInBesideTheFormerOne(String password) {
    pair.putSecret(WORDS, named("clerk", words(password, "shop-1")));
    for (ServerName server : ServerName.values()) {
      await("the new user logs in to " + server)
          .atMost(DeployedPair.PATIENCE)
          .until(() -> isIn(server, "clerk", password));
      assertThat(isIn(server, "default", password)).as("the user before, for a while").isTrue();
    }
    assertThat(pair.askAs(pair.active(), "clerk", password, "SET clerk here"))
        .as("with the rights of applications")
        .isEqualTo("OK");
    pair.putSecret(WORDS, named("default", words(password, "shop-1")));
    await("the former user is the user again")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> !pair.secretKeys("cache-acl").contains("user"));
  }

  private static Map<String, String> named(String user, Map<String, String> words) {
    Map<String, String> named = new HashMap<>(words);
    named.put("username", user);
    return named;
  }

  @Test
  void passwordsOfUsersExporterAndPageAreReplacedAndNobodyIsDisconnected() throws Exception {
    List<String> pods = pair.uids();
    List<String> proxies = pair.proxies();
    String page = pair.secret("cache-stats", "password");
    String exporter = exporter();
    ScenarioRun.planned("passwords of users, exporter and statistics replaced", pair)
        .withoutErrors()
        .run(() -> {
          CompletableFuture<String> shop = session("shop", "shop-1", "CLIENT ID");
          CompletableFuture<String> exports = session("rf-exporter", exporter, "PING");
          pair.putSecret(WORDS, words("shop-2"));
          pair.putSecret("cache-exporter", Map.of("password", "exporter-2"));
          pair.putSecret("cache-stats", Map.of("password", page + "\npage-2"));
          awaitLogins("shop-2");
          awaitPage("admin", "page-2", true);
          awaitPage("admin", page, true);
          awaitPage("eva", "eva-1", true);
          pair.putSecret("cache-stats", Map.of("password", "page-2"));
          awaitPage("admin", page, false);
          awaitPage("admin", "page-2", true);
          assertThat(shop.get(1, TimeUnit.MINUTES).lines().distinct())
              .as("one connection for all the commands of a session")
              .hasSize(1)
              .allMatch(line -> line.matches("[0-9]+"));
          assertThat(exports.get(1, TimeUnit.MINUTES).lines().distinct()).containsExactly("PONG");
          for (ServerName server : ServerName.values()) {
            assertThat(isIn(server, "shop", "shop-1")).as("the one before, for a while").isTrue();
            assertThat(isIn(server, "rf-exporter", exporter)).as("likewise").isTrue();
          }
        });
    assertThat(pair.uids()).isEqualTo(pods);
    assertThat(pair.proxies()).isEqualTo(proxies);
    theRuntimeApiAnswersInsideThePodAndTheLogIsOfObjects(proxies.getFirst());
  }

  /** As {@code kubectl port-forward} reaches it: nobody else does. */
  private static void theRuntimeApiAnswersInsideThePodAndTheLogIsOfObjects(String proxy)
      throws IOException {
    PodResource pod = pair.cluster().client().pods().inNamespace(pair.namespace()).withName(proxy);
    assertThat(asked(pod, "show info")).startsWith("Name: HAProxy\n");
    assertThat(asked(pod, "set server redis/Master state maint")).contains("Permission denied");
    await("the log has a session")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> pod.getLog().contains("\"termination\":\""));
  }

  private static String asked(PodResource pod, String command) throws IOException {
    try (LocalPortForward forward = pod.portForward(9999);
        Socket socket = new Socket(forward.getLocalAddress(), forward.getLocalPort())) {
      socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Ten commands a second over one connection to the active server. */
  private static CompletableFuture<String> session(String user, String password, String command) {
    ServerName active = pair.active();
    return CompletableFuture.supplyAsync(() ->
        pair.inside(
            active,
            """
            i=0
            while [ $i -lt 150 ]; do echo "$2"; sleep 0.1; i=$((i + 1)); done |
              REDISCLI_AUTH="$1" redis-cli --no-auth-warning --user "$0" 2>&1
            """,
            user,
            password,
            command));
  }

  /** Every proxy has the page. */
  private static void awaitPage(String user, String password, boolean opens) {
    List<String> addresses =
        pair.podObjects().stream()
            .filter(pod -> pair.proxies().contains(pod.getMetadata().getName()))
            .map(pod -> pod.getStatus().getPodIP())
            .toList();
    String login =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    for (String address : addresses) {
      await("the page opens with a password: " + opens)
          .atMost(DeployedPair.PATIENCE)
          .until(() ->
              pair.inside(
                          pair.active(),
                          """
                          wget -q -O /dev/null --header "Authorization: Basic $1" "http://$0:8181/" &&
                            echo opens
                          """,
                          address,
                          login)
                      .contains("opens")
                  == opens);
    }
  }

  @Test
  void aBadRuleAndAMissingPasswordLeaveTheUsersAsTheyAre() {
    pair.apply(spec("~* +@raed"));
    awaitRefusal("spec.auth.users[reports].rules: Redis rejects them (ERR Error in ACL SETUSER");
    pair.apply(spec("~* (+@all ~*)"));
    awaitRefusal("spec.auth.users[reports].rules: a selector adds rights");
    pair.apply(spec(REPORTS).replace("secretKey: reports", "secretKey: none"));
    awaitRefusal(
        "spec.auth.users[reports].secretKey: Secret words has no password in its key none");
    awaitLogins("shop-1");
    pair.apply(spec(REPORTS));
    await("the spec is in effect again")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> pair.holds("ConfigurationApplied"));
  }

  @Test
  void theSameUsersLogInAfterTheActiveServerWasKilled() throws Exception {
    ServerName active = pair.active();
    ScenarioRun.failure("active Redis with further users killed", pair)
        .run(() -> {
          pair.signal(active, "KILL");
          pair.awaitActive(DeployedPair.other(active));
        });
    for (ServerName server : ServerName.values()) {
      assertThat(isIn(server, "shop", "shop-1")).as("shop at %s", server).isTrue();
      assertThat(isIn(server, "reports", "reports-1")).as("reports at %s", server).isTrue();
      assertThat(pair.askAs(server, "rf-exporter", exporter(), "INFO server"))
          .contains("redis_version");
      assertThat(pair.askAs(server, "rf-exporter", exporter(), "CONFIG GET masterauth"))
          .contains("NOPERM");
    }
  }

  private static void awaitLogins(String shop) {
    for (ServerName server : ServerName.values()) {
      await("all users log in to " + server)
          .atMost(DeployedPair.PATIENCE)
          .ignoreExceptions()
          .until(() ->
              isIn(server, "shop", shop)
                  && isIn(server, "reports", "reports-1")
                  && isIn(server, "rf-exporter", exporter()));
    }
  }

  private static void awaitRefusal(String sentence) {
    await(sentence)
        .atMost(DeployedPair.PATIENCE)
        .until(() ->
            pair.condition("ConfigurationApplied")
                .map(Condition::message)
                .orElse("")
                .startsWith(sentence));
  }

  private static boolean isIn(ServerName server, String user, String password) {
    return pair.askAs(server, user, password, "PING").equals("PONG");
  }

  private static String exporter() {
    return pair.secret("cache-exporter", "password");
  }
}
