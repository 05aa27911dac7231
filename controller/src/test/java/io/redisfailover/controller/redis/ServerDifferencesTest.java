package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerDifferencesTest {
  private static final ServerTraits SAME =
      new ServerTraits(
          Optional.of("Redis 7.0.15"),
          Map.of("maxmemory", "1000", "requirepass", "secret", "notify-keyspace-events", ""),
          Optional.of(Map.of("search", "20811")),
          Optional.of(Map.of("shop", "on #1234 ~* +@all")),
          Optional.empty());

  @Test
  void saysNothingOfServersThatAreAlike() {
    assertThat(problems(SAME)).isEmpty();
  }

  @Test
  void saysNothingOfWhatAServerDoesNotTell() {
    assertThat(problems(ServerTraits.UNKNOWN)).isEmpty();
  }

  @Test
  void saysNothingOfAPatchRelease() {
    assertThat(problems(version("Redis 7.0.11"))).isEmpty();
  }

  @Test
  void saysWhatFollowsFromAnOlderVersion() {
    assertThat(problems(version("Redis 6.2.7")))
        .containsExactly(
            "The servers differ: Master has Redis 7.0.15, Backup has Redis 6.2.7. The older one may"
                + " be unable to copy from the newer one, so there may be no standby after a role"
                + " change; upgrade the older one.");
  }

  @Test
  void saysWhatFollowsFromAnotherSetting() {
    assertThat(problems(settings(Map.of("maxmemory", "500", "notify-keyspace-events", "KEA"))))
        .containsExactly(
            "The servers differ: maxmemory of Master is 1000, of Backup 500. After a role change"
                + " the smaller one may evict keys or refuse writes; set the same on both.",
            "The servers differ: notify-keyspace-events of Master is empty, of Backup KEA. After a"
                + " role change listeners may no longer be notified; set the same on both.");
  }

  @Test
  void showsNoPassword() {
    assertThat(problems(settings(Map.of("requirepass", "another"))))
        .containsExactly(
            "The servers differ in requirepass. After a role change clients may be refused; set the"
                + " same on both.");
    assertThat(SAME.toString()).doesNotContain("secret", "1234");
  }

  @Test
  void namesModulesAndUsersThatDiffer() {
    ServerTraits backup =
        new ServerTraits(
            SAME.version(),
            SAME.settings(),
            Optional.of(Map.of()),
            Optional.of(Map.of("shop", "on #5678 ~* +@all", "guest", "on nopass ~*")),
            Optional.empty());
    assertThat(problems(backup))
        .containsExactly(
            "The servers differ in modules: search. After a role change commands may be missing;"
                + " set the same on both.",
            "The servers differ in users: guest, shop. After a role change logins or commands may"
                + " be refused; set the same on both.");
  }

  @ParameterizedTest
  @CsvSource({
    // maxmemory of Master, of Backup; what the data of Master needs
    "0, 2097152, 3145728, true",
    "4194304, 2097152, 3145728, true",
    "0, 2097152, 2097152, false",
    "2097152, 2097152, 3145728, false",
    "2097152, 4194304, 5242880, false",
    "2097152, 0, 3145728, false",
  })
  void seesThatTheStandbyWouldEvictMoreThanTheActiveServer(
      String own, String other, long bytes, boolean loss) {
    assertThat(
            ServerDifferences.loss(
                Server.MASTER,
                using(Map.of("maxmemory", own), bytes, 1),
                using(Map.of("maxmemory", other), bytes, 1)))
        .isEqualTo(
            loss
                ? Optional.of(
                    "Backup may use 2 MiB (maxmemory), and the data of Master needs 3 MiB: keys"
                        + " would be evicted, or writes refused; raise maxmemory of Backup")
                : Optional.empty());
  }

  @Test
  void seesThatTheStandbyLacksADatabaseWithKeys() {
    ServerTraits standby = using(Map.of("databases", "4"), 0, 0);

    assertThat(loss(using(Map.of("databases", "16"), 0, 4), standby)).isEmpty();
    assertThat(loss(using(Map.of("databases", "16"), 0, 5), standby))
        .contains(
            "Backup has 4 databases, and Master keeps keys in database 4: they could not be"
                + " reached; set databases of Backup as on Master, and restart it");
    assertThat(loss(using(Map.of(), 0, 5), ServerTraits.UNKNOWN)).isEmpty();
    assertThat(loss(ServerTraits.UNKNOWN, standby)).isEmpty();
  }

  private static Optional<String> loss(ServerTraits active, ServerTraits standby) {
    return ServerDifferences.loss(Server.MASTER, active, standby);
  }

  private static ServerTraits using(Map<String, String> settings, long bytes, int databases) {
    return new ServerTraits(
        SAME.version(),
        settings,
        SAME.modules(),
        SAME.users(),
        Optional.of(new ServerTraits.Use(bytes, databases)));
  }

  private static List<String> problems(ServerTraits backup) {
    return ServerDifferences.problems(SAME, backup);
  }

  private static ServerTraits version(String version) {
    return new ServerTraits(
        Optional.of(version), SAME.settings(), SAME.modules(), SAME.users(), SAME.use());
  }

  private static ServerTraits settings(Map<String, String> settings) {
    return new ServerTraits(SAME.version(), settings, SAME.modules(), SAME.users(), SAME.use());
  }
}
