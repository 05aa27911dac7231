package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a running server gets the passwords that its Secrets hold later. */
class PasswordScriptsIT extends TwoRedisPods {
  private static final int STARTS = 5;

  @Test
  void acceptsEachLineFromTheStartOn() throws Exception {
    control(master, "operator-password", "operator-word\nnew-word\n");
    master.start();
    assertThat(ping("rf-operator", "operator-word")).isEqualTo("PONG");
    assertThat(ping("rf-operator", "new-word")).isEqualTo("PONG");
  }

  @Test
  void acceptsANewLineBesideTheFormerOneWhileItRuns() throws Exception {
    master.start();
    control(master, "proxy-password", "proxy-word\nnew-word\n");
    Files.writeString(master.file("auth", "password"), "new application");
    assertThat(ping("rf-proxy", "new-word")).contains("WRONGPASS");
    look(master);
    assertThat(ping("rf-proxy", "new-word")).isEqualTo("PONG");
    assertThat(ping("rf-proxy", "proxy-word")).isEqualTo("PONG");
    assertThat(ping("default", "new application")).isEqualTo("PONG");
    assertThat(master.sayings()).contains("Took new passwords from the Secrets.");
  }

  @Test
  void takesAWithdrawnPasswordAwayAfterAWhileAndKeepsItsSessions() throws Exception {
    master.environment("RF_OVERLAP", "0");
    master.start();
    master.operator("REPLICAOF", "NO", "ONE");
    Process session = subscriber();
    Files.writeString(master.file("auth", "password"), "new application");
    look(master);
    assertThat(ping("default", "application")).contains("WRONGPASS");
    assertThat(ping("default", "new application")).isEqualTo("PONG");
    assertThat(session.isAlive()).isTrue();
    session.destroyForcibly();
  }

  /** The operator reads a value like this as one line without them. */
  @Test
  void takesNoBlankAndNoEndOfALineForAPartOfAnInternalPassword() throws Exception {
    control(master, "operator-password", "  operator-word \t\r\n\r\n");
    Files.writeString(master.file("auth", "username"), " shop\r\n");
    master.start();
    assertThat(ping("rf-operator", "operator-word")).isEqualTo("PONG");
    assertThat(ping("shop", "application")).isEqualTo("PONG");
    control(master, "proxy-password", "new-word\r\n proxy-word\r\n");
    look(master);
    assertThat(ping("rf-proxy", "new-word")).isEqualTo("PONG");
    assertThat(ping("rf-proxy", "proxy-word")).isEqualTo("PONG");
  }

  /** The number of a server that has ended can be another process's. */
  @Test
  void isLeftAloneWhereTheNumberOfItsProcessIsThatOfAnother() throws Exception {
    master.start();
    Path pid = master.file("run", "pid");
    String own = Files.readString(pid);
    Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
    control(master, "proxy-password", "new-word");
    look(master);
    assertThat(ping("rf-proxy", "new-word")).contains("WRONGPASS");
    Files.writeString(pid, own);
    look(master);
    assertThat(ping("rf-proxy", "new-word")).isEqualTo("PONG");
  }

  @Test
  void keepsAWithdrawnPasswordForAWhile() throws Exception {
    master.start();
    Files.writeString(master.file("auth", "password"), "new application");
    look(master);
    look(master);
    assertThat(ping("default", "application")).isEqualTo("PONG");
  }

  /** Whatever became of the Secrets, the password of before is in the pod. */
  @Test
  void isNotLockedUpWhenAllPasswordsAreReplacedAtOnce() throws Exception {
    master.environment("RF_OVERLAP", "0");
    master.start();
    for (String name : GeneratedSecrets.PASSWORDS) {
      control(master, name, "another-" + name);
    }
    look(master);
    assertThat(ping("rf-operator", "another-operator-password")).isEqualTo("PONG");
    assertThat(ping("rf-operator", "operator-word")).contains("WRONGPASS");
    assertThat(master.script(Scripts.READINESS).text()).startsWith("no replication link");
  }

  @Test
  void keepsTheLastPasswordOfTheApplicationsWhenTheKeyIsEmptiedOrMissing() throws Exception {
    master.environment("RF_OVERLAP", "0");
    master.start();
    Files.writeString(master.file("auth", "password"), "");
    look(master);
    assertThat(ping("default", "application")).isEqualTo("PONG");
    Files.delete(master.file("auth", "password"));
    look(master);
    assertThat(ping("default", "application")).isEqualTo("PONG");
  }

  @Test
  void letsApplicationsInWithTheLoginsOfTheOperatorsFileAlsoAfterAStart() throws Exception {
    Files.writeString(
        master.file("users", "logins"),
        "default #" + Sha256.of("former") + "\nshop #" + Sha256.of("strange") + "\n");
    Files.writeString(master.file("auth", "password"), "");
    master.start();
    assertThat(ping("default", "former")).isEqualTo("PONG");
    assertThat(ping("shop", "strange")).as("a user before").isEqualTo("PONG");
    assertThat(ping("default", "strange")).contains("WRONGPASS");
    Files.writeString(master.file("users", "logins"), "default #" + Sha256.of("other") + "\n");
    look(master);
    assertThat(ping("default", "other")).isEqualTo("PONG");
  }

  @Test
  void replicatesWithTheNewPasswordOnceTheOtherServerAcceptsIt() throws Exception {
    master.start();
    backup.start();
    master.operator("REPLICAOF", "NO", "ONE");
    backup.follow(master);
    backup.awaitLink();
    control(backup, "replica-password", "new-word\nreplica-word\n");
    look(backup);
    assertThat(backup.operator("CONFIG", "GET", "masterauth").text()).contains("replica-word");
    control(master, "replica-password", "replica-word\nnew-word\n");
    look(master);
    look(backup);
    assertThat(backup.operator("CONFIG", "GET", "masterauth").text()).contains("new-word");
    assertThat(backup.info("master_link_status")).isEqualTo("up");
  }

  @Test
  void knowsWhatAServerHasThatAnEntryScriptOfOneBuildBeforeHasStarted() throws Exception {
    master.start();
    for (String name : new String[] {"accepted", "user", "pod-password", "operator-password"}) {
      Files.delete(master.file("run", name));
    }
    control(master, "pod-password", "pod-word\nnew-word");
    Files.writeString(master.file("auth", "password"), "new application");
    look(master);
    assertThat(ping("rf-pod", "new-word")).isEqualTo("PONG");
    assertThat(ping("default", "new application")).isEqualTo("PONG");
    assertThat(master.script(Scripts.READINESS).text()).startsWith("no replication link");
  }

  /** On a busy machine a probe comes while the entry script is at work. */
  @Test
  void leavesItsFilesAloneUntilTheEntryScriptHasMadeThem() throws Exception {
    assertThat(master.script(Scripts.READINESS).text()).contains("Could not connect");
    try (Stream<Path> files = Files.list(master.file("run", ""))) {
      assertThat(files).isEmpty();
    }
  }

  /** A container that starts again has the files of the one before. */
  @Test
  void letsEverybodyInWhoseProbesLookedWhileItStartedAgain() throws Exception {
    for (int start = 0; start < STARTS; start++) {
      control(master, "proxy-password", "word-" + start);
      Process starting = master.launch();
      while (!ping("rf-operator", "operator-word").equals("PONG")) {
        look(master);
        assertThat(starting.isAlive()).as(master.log()).isTrue();
      }
      assertThat(ping("rf-proxy", "word-" + start)).isEqualTo("PONG");
      assertThat(ping("default", "application")).isEqualTo("PONG");
      master.kill();
    }
  }

  @Test
  void keepsTheLastInternalPasswordsWhenTheirKeysAreEmptied() throws Exception {
    master.environment("RF_OVERLAP", "0");
    master.start();
    for (String name : GeneratedSecrets.PASSWORDS) {
      control(master, name, "");
    }
    look(master);
    for (String user : new String[] {"operator", "proxy", "replica", "pod"}) {
      assertThat(ping("rf-" + user, user + "-word")).isEqualTo("PONG");
    }
    control(master, "operator-password", "\n\nnew-word\n");
    look(master);
    assertThat(ping("rf-operator", "new-word")).isEqualTo("PONG");
    control(master, "operator-password", "newer-word\n");
    look(master);
    assertThat(ping("rf-operator", "newer-word")).isEqualTo("PONG");
  }

  /** Applications follow the name as they follow a password: while the one before is valid. */
  @Test
  void takesAnotherUserOfTheApplicationsWhileItRuns() throws Exception {
    master.environment("RF_OVERLAP", "0");
    master.start();
    Files.writeString(master.file("auth", "username"), "shop");
    Files.writeString(master.file("auth", "password"), "new application");
    Files.writeString(
        master.file("users", "logins"), "default #" + Sha256.of("application") + "\n");
    look(master);
    assertThat(ping("shop", "new application")).isEqualTo("PONG");
    assertThat(ping("default", "application")).isEqualTo("PONG");
    assertThat(master.as("shop", "new application", "REPLICAOF", "NO", "ONE").text())
        .startsWith("NOPERM");
    master.kill();
    master.start();
    assertThat(ping("shop", "new application")).as("after a start").isEqualTo("PONG");
    assertThat(ping("default", "application")).as("after a start").isEqualTo("PONG");
    Files.delete(master.file("users", "logins"));
    look(master);
    look(master);
    assertThat(ping("default", "application")).contains("WRONGPASS");
    assertThat(ping("shop", "new application")).isEqualTo("PONG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rf-app", "a b", "reports"})
  void keepsTheLastUserOfTheApplicationsWhereTheSecretNamesNoneThatCanBe(String name)
      throws Exception {
    master.environment("RF_OVERLAP", "0");
    Files.writeString(master.file("auth", "username"), "shop");
    Files.writeString(
        master.file("users", "users-7.acl"), "user reports on #" + Sha256.of("r") + " +get\n");
    master.start();
    Files.writeString(master.file("auth", "username"), name);
    look(master);
    look(master);
    assertThat(ping("shop", "application")).isEqualTo("PONG");
    master.kill();
    master.start();
    assertThat(ping("shop", "application")).as("after a start").isEqualTo("PONG");
    assertThat(master.log()).contains("the applications are the user shop");
    master.kill();
    Files.delete(master.file("run", "user"));
    Files.writeString(master.file("users", "user"), "shop\n");
    master.start();
    assertThat(ping("shop", "application")).as("in another pod").isEqualTo("PONG");
  }

  @Test
  void followsWithNoPasswordThatTheOtherServerRefuses() throws Exception {
    master.environment("RF_AUTH", "disabled");
    backup.environment("RF_AUTH", "disabled");
    master.start();
    backup.start();
    control(backup, "replica-password", "new-word");
    look(backup);
    assertThat(backup.operator("CONFIG", "GET", "masterauth").text()).contains("replica-word");
  }

  @Test
  void mistakesNoUserForAnotherWhoseNameEndsLikeIt() throws Exception {
    master.environment("RF_OVERLAP", "0");
    Files.writeString(master.file("auth", "username"), "pod");
    master.start();
    Files.writeString(master.file("auth", "password"), "");
    control(master, "pod-password", "new-word");
    look(master);
    assertThat(ping("rf-pod", "pod-word")).contains("WRONGPASS");
    assertThat(ping("pod", "application")).isEqualTo("PONG");
  }

  @Test
  void letsNobodyElseReadWhatItKeeps() throws Exception {
    master.start();
    look(master);
    try (Stream<Path> files = Files.list(master.file("run", "held").getParent())) {
      assertThat(files)
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file))
                  .containsExactlyInAnyOrder(
                      PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
    assertThat(Files.readString(master.file("run", "held"))).doesNotContain("word");
  }

  @Test
  void repeatsNothingWhileNothingChanges() throws Exception {
    master.start();
    look(master);
    look(master);
    look(master);
    assertThat(master.operator("INFO", "commandstats").text()).doesNotContain("acl|setuser");
  }

  /** What the kubelet does every two seconds. */
  private static void look(RedisPod pod) throws Exception {
    pod.script(Scripts.READINESS);
  }

  private static void control(RedisPod pod, String key, String text) throws IOException {
    Files.writeString(pod.file("control", key), text);
  }

  private String ping(String user, String password) {
    return master.as(user, password, "PING").text();
  }

  private Process subscriber() throws IOException {
    Process session =
        master
            .builder(
                "sh",
                "-c",
                "REDISCLI_AUTH=application exec redis-cli -h 127.0.0.1 -p "
                    + master.port()
                    + " SUBSCRIBE news")
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> master.info("pubsub_channels").equals("1"));
    return session;
  }
}
