package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {
  @Test
  void areTheLastWarningsOfRedisWithoutTimeAndProcess() {
    assertThat(
            LastWords.of(
                """
                1:C 28 Nov 2026 16:52:10.700 # Configuration loaded
                1:M 28 Nov 2026 16:52:10.783 # Wrong signature trying to load DB from file
                1:M 28 Nov 2026 16:52:10.783 * a notice
                1:M 28 Nov 2026 16:52:10.783 # Fatal error loading the DB: Invalid argument. Exiting.
                """))
        .map(LastWords::text)
        .contains(
            "Wrong signature trying to load DB from file; Fatal error loading the DB: Invalid"
                + " argument. Exiting.");
  }

  @Test
  void tellDataThatCannotBeReadFromEverythingElse() {
    String line = "1:M 28 Nov 2026 16:52:10.783 # ";
    assertThat(
            LastWords.of(
                line + "Bad file format reading the append only file a.aof: make a backup"))
        .map(LastWords::unreadableData)
        .contains(true);
    assertThat(LastWords.of(line + "Fatal error loading the DB, check server logs. Exiting."))
        .map(LastWords::unreadableData)
        .contains(true);
    assertThat(LastWords.of(line + "Can't load module from /nix.so: server aborting"))
        .map(LastWords::unreadableData)
        .contains(false);
  }

  @Test
  void areTheSameAtTheNextStart() {
    String log = "%d:M 28 Nov 2026 16:52:%02d.783 # Can't handle RDB format version 99\n";
    assertThat(LastWords.of(log.formatted(17, 30))).isEqualTo(LastWords.of(log.formatted(9, 41)));
  }

  @Test
  void areTheErrorOfTheConfigurationFile() {
    assertThat(
            LastWords.of(
                """
                1:C 28 Nov 2026 16:52:10.700 # Configuration loaded

                *** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***
                Reading the configuration file, at line 3
                >>> 'foo "bar"'
                Bad directive or wrong number of arguments
                """))
        .map(LastWords::text)
        .contains(
            "*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***, Reading the configuration file, at"
                + " line 3, >>> 'foo \"bar\"', Bad directive or wrong number of arguments");
  }

  @Test
  void areThoseOfTheStartScript() {
    assertThat(LastWords.of("redis-failover: password: empty; set it.\n"))
        .map(LastWords::text)
        .contains("redis-failover: password: empty; set it.");
  }

  @Test
  void areAbsentWhereNothingWasSaid() {
    assertThat(LastWords.of("\n")).isEmpty();
    assertThat(LastWords.of("1:M 28 Nov 2026 16:52:10.783 * Ready to accept connections"))
        .isEmpty();
  }
}
