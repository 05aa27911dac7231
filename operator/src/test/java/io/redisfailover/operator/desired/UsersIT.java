package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.operator.liveconfig.LiveConfig;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.liveconfig.LiveConfigTarget;
import io.redisfailover.operator.liveconfig.UserChange;
import io.redisfailover.operator.passwords.PasswordDigests;
import io.redisfailover.operator.passwords.UserLogins;
import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Further users of a server, in each release of this machine. */
class UsersIT {
  /** Each tries to get what failover keeps for itself, in a way of its own. */
  private static final List<String> HOSTILE =
      List.of(
          "~* +@all",
          "allkeys allcommands",
          "+@admin +@dangerous +@slow +@fast +@connection +@scripting +@write +@read",
          "+replicaof +slaveof +failover +psync +sync +replconf +shutdown +debug"
              + " +config +acl +module +client",
          "+REPLICAOF +Debug +Config|Set +CONFIG|REWRITE +Acl|SetUser +acl|list +module|load"
              + " +client|kill +client|pause +debug|sleep",
          "+@all -@all +@all");

  private static final Instant CHANGE = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir static Path releases;

  @TempDir Path folder;

  private final LiveConfig<String> live = new LiveConfig<>();

  @SuppressWarnings("NullAway.Init")
  private RedisPod pod;

  @BeforeEach
  void prepare() throws IOException {
    pod = new RedisPod(folder, "master");
  }

  @AfterEach
  void end() throws IOException {
    pod.close();
  }

  static Stream<RedisRelease> releases() {
    return RedisRelease.all(releases).stream();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void runNothingThatFailoverKeepsWhereTheServerStartsWithThem(RedisRelease release)
      throws IOException {
    letRightsDecide(release);
    pod.users(hostile(release));
    pod.start();
    runNothingReserved(release);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void runNothingThatFailoverKeepsWhereTheyAreSetInARunningServer(RedisRelease release)
      throws IOException {
    letRightsDecide(release);
    pod.start();
    assertThat(set(hostile(release), Set.of()).refusedUsers()).isEmpty();
    runNothingReserved(release);
    assertThat(pod.operator("ACL", "LIST").text()).doesNotContain("rf-trial");
  }

  private void letRightsDecide(RedisRelease release) throws IOException {
    pod.release(release.program());
    if (release.carriesMarkers()) {
      pod.settings(ReservedCalls.RIGHTS_DECIDE);
    }
  }

  private static List<AclUser> hostile(RedisRelease release) {
    List<AclUser> users = new ArrayList<>();
    for (String rules : HOSTILE) {
      users.add(user("hostile" + users.size(), "word", rules));
    }
    if (release.carriesMarkers()) {
      users.add(user("hostile" + users.size(), "word", "+function +function|load +@scripting"));
    }
    return users;
  }

  private void runNothingReserved(RedisRelease release) throws IOException {
    List<List<String>> calls = new ArrayList<>(ReservedCalls.ALWAYS);
    if (release.carriesMarkers()) {
      calls.addAll(ReservedCalls.WRITING_FUNCTIONS);
    }
    for (AclUser user : hostile(release)) {
      for (List<String> call : calls) {
        assertThat(pod.as(user.name(), "word", call.toArray(String[]::new)).text())
            .as("%s with %s", user, call)
            .contains("NOPERM");
      }
    }
    assertThat(pod.as("hostile0", "word", "CONFIG", "GET", "maxmemory").text())
        .contains("maxmemory");
    assertThat(pod.as("hostile0", "word", "CLIENT", "SETNAME", "shop").text()).isEqualTo("OK");
    assertThat(pod.as("hostile0", "word", "ACL", "WHOAMI").text()).isEqualTo("hostile0");
  }

  @Tag("quick")
  @ParameterizedTest
  @MethodSource("releases")
  void changeWhileTheServerRuns(RedisRelease release) throws IOException {
    pod.release(release.program());
    pod.start();
    pod.operator("REPLICAOF", "NO", "ONE");
    set(List.of(user("shop", "one", "~a +set"), user("reports", "one", "~a +get")), Set.of());
    assertThat(pod.as("shop", "one", "SET", "a", "1").text()).isEqualTo("OK");
    assertThat(pod.as("reports", "one", "GET", "a").text()).isEqualTo("1");
    assertThat(pod.as("reports", "one", "SET", "a", "2").text()).contains("NOPERM");
    assertThat(pod.as("reports", "one", "GET", "b").text()).contains("NOPERM");

    set(List.of(user("shop", "two", "~b +set")), Set.of());
    assertThat(pod.as("shop", "two", "SET", "b", "1").text()).isEqualTo("OK");
    assertThat(pod.as("shop", "two", "SET", "a", "1").text()).contains("NOPERM");
    assertThat(pod.as("shop", "one", "PING").text()).contains("NOAUTH");
    assertThat(pod.as("reports", "one", "PING").text()).contains("NOAUTH");
    assertThat(pod.as("default", "application", "PING").text()).isEqualTo("PONG");
  }

  /** As the operator sets a changed password: first beside the former one, then alone. */
  @ParameterizedTest
  @MethodSource("releases")
  void logInWithTheFormerPasswordTooUntilTheOperatorEndsIt(RedisRelease release)
      throws IOException {
    pod.release(release.program());
    pod.start();
    set(List.of(user("shop@eu", "one", "+ping")), Set.of());
    UserLogins logins = seen(seen(UserLogins.of(Map.of()), "one", CHANGE), "two", CHANGE);
    set(List.of(changed(logins)), Set.of());
    assertThat(pod.as("shop@eu", "one", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("shop@eu", "two", "PING").text()).isEqualTo("PONG");

    UserLogins taken = seen(logins, "two", CHANGE);
    set(List.of(changed(seen(taken, "two", CHANGE.plus(PasswordDigests.FORMER)))), Set.of());
    assertThat(pod.as("shop@eu", "one", "PING").text()).contains("NOAUTH");
    assertThat(pod.as("shop@eu", "two", "PING").text()).isEqualTo("PONG");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void logInWithEachOfTheirPasswordsWhereTheServerStartsWithThem(RedisRelease release)
      throws IOException {
    pod.release(release.program());
    UserLogins logins = seen(seen(UserLogins.of(Map.of()), "one", CHANGE), "two", CHANGE);
    pod.users(List.of(changed(logins)));
    pod.start();
    assertThat(pod.as("shop@eu", "one", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("shop@eu", "two", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("shop@eu", "three", "PING").text()).contains("NOAUTH");
  }

  private static UserLogins seen(UserLogins before, String password, Instant now) {
    return before.seen(Map.of("shop@eu", Optional.of(Sha256.of(password))), true, now);
  }

  private static AclUser changed(UserLogins logins) {
    return new AclUser("shop@eu", logins.valid("shop@eu"), AclRules.of("+ping"), false);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void stayAsTheyAreWhereTheServerRejectsOneOfThem(RedisRelease release) throws IOException {
    pod.release(release.program());
    pod.start();
    set(List.of(user("shop", "one", "+ping")), Set.of());
    LiveConfigResult result =
        set(List.of(user("shop", "two", "+ping"), user("bad", "one", "+@raed")), Set.of());
    assertThat(result.refusedUsers()).containsOnlyKeys("bad");
    assertThat(result.refusedUsers().get("bad")).contains("+@raed", "Unknown command or category");
    assertThat(pod.as("shop", "one", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("shop", "two", "PING").text()).contains("NOAUTH");
    assertThat(pod.operator("ACL", "LIST").text()).doesNotContain("bad", "rf-trial");
  }

  @Test
  void startWithTheServerAndLoseWhatTheResourceNoLongerNames() throws IOException {
    pod.users(List.of(user("shop", "one", "+ping"), user("gone", "one", "+ping")));
    pod.start();
    assertThat(pod.as("gone", "one", "PING").text()).isEqualTo("PONG");
    set(List.of(user("shop", "one", "+ping")), Set.of("shop", "gone"));
    assertThat(pod.as("shop", "one", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("gone", "one", "PING").text()).contains("NOAUTH");
  }

  /** An ACL file with one name twice would keep the server from starting. */
  @Test
  void giveWayToTheApplicationsUserOfTheSameName() throws IOException {
    Files.writeString(pod.file("auth", "username"), "shop\n");
    pod.users(List.of(user("shop", "one", "+ping"), user("shop2", "one", "+ping")));
    pod.start();
    assertThat(pod.as("shop", "application", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("shop2", "one", "PING").text()).isEqualTo("PONG");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void letAnExporterReadStatisticsAndNothingElse(RedisRelease release) throws IOException {
    pod.release(release.program());
    pod.start();
    AclUser exporter =
        new AclUser(
            DesiredUsers.EXPORTER, List.of(Sha256.of("word")), DesiredUsers.EXPORTER_RULES, false);
    assertThat(set(List.of(exporter), Set.of()).refusedUsers()).isEmpty();
    for (String call : List.of("INFO all", "SLOWLOG LEN", "LATENCY LATEST", "CLIENT LIST")) {
      assertThat(pod.as("rf-exporter", "word", call.split(" ", -1)).text())
          .as(call)
          .doesNotContain("NOPERM", "ERR");
    }
    for (String call : List.of("GET a", "KEYS *", "CONFIG GET masterauth", "SLOWLOG RESET")) {
      assertThat(pod.as("rf-exporter", "word", call.split(" ", -1)).text())
          .as(call)
          .contains("NOPERM");
    }
  }

  private LiveConfigResult set(List<AclUser> users, Set<String> former) {
    LiveConfigTarget target =
        new LiveConfigTarget(
            new Endpoint("127.0.0.1", pod.port()),
            "life",
            Optional.of(Map.of("maxmemory", "0")),
            Optional.of(new UserChange(users, former)),
            Map.of(),
            "operator-word");
    live.set("master", target, () -> {});
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> live.result("master", target), Optional::isPresent)
        .orElseThrow();
  }

  private static AclUser user(String name, String password, String rules) {
    return new AclUser(name, List.of(Sha256.of(password)), AclRules.of(rules), false);
  }
}
