package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void sayWhyAServerCannotReadItsFiles() {
    assertThat(fault("Bad file format reading the append only file a.1.incr.aof: make a backup"))
        .isEqualTo(FileFault.DAMAGED);
    assertThat(fault("Fatal error loading the DB: Permission denied. Exiting."))
        .isEqualTo(FileFault.NO_PERMISSION);
    assertThat(fault("Unrecoverable error reading the append only file a: Invalid argument"))
        .isEqualTo(FileFault.NONE);
    assertThat(fault("Internal error in RDB reading -> Unexpected EOF reading RDB file"))
        .as("or its disk or memory failed")
        .isEqualTo(FileFault.CUT_SHORT);
    assertThat(
            fault(
                "rdbGenericLoadStringObject failed allocating 9000000000 bytes",
                "Internal error in RDB reading -> Unexpected EOF reading RDB file"))
        .isEqualTo(FileFault.NONE);
    assertThat(fault("Fatal error loading the DB, check server logs. Exiting."))
        .isEqualTo(FileFault.NONE);
    assertThat(fault("Can't load module from /nix.so: server aborting")).isEqualTo(FileFault.NONE);
  }

  /** The last line may say only what follows from it. */
  @Test
  void areJudgedWithThoseBefore() {
    assertThat(
            fault(
                "Can't handle RDB format version 12",
                "Error reading the RDB base file a.1.base.rdb, AOF loading aborted",
                "Unrecoverable error reading the append only file a.1.base.rdb: Invalid argument"))
        .isEqualTo(FileFault.UNKNOWN_FORMAT);
    assertThat(
            fault(
                "Wrong RDB checksum expected: (578b) but got (a88b). Aborting now.",
                "Internal error in RDB reading offset 0, function at rdb.c:3225 -> RDB CRC error",
                "Terminating server after rdb file reading failure."))
        .isEqualTo(FileFault.DAMAGED);
    assertThat(
            fault(
                "Unrecoverable error reading the append only file a: Input/output error",
                "Internal error in RDB reading -> Unexpected EOF reading RDB file"))
        .isEqualTo(FileFault.NONE);
  }

  private static FileFault fault(String... warnings) {
    String log =
        Stream.of(warnings)
            .map(line -> "1:M 28 Nov 2026 16:52:10.783 # " + line + "\n")
            .collect(Collectors.joining());
    return LastWords.of(log).orElseThrow().fault();
  }

  @Test
  void areTheErrorOfTheManifest() {
    assertThat(
            LastWords.of(
                """
                1:M 28 Nov 2026 16:52:10.700 # Server initialized
                1:M 28 Nov 2026 16:52:10.783 #\s
                *** FATAL AOF MANIFEST FILE ERROR ***
                1:M 28 Nov 2026 16:52:10.783 # Found an empty AOF manifest
                """))
        .contains(
            new LastWords(
                "*** FATAL AOF MANIFEST FILE ERROR ***, Found an empty AOF manifest",
                FileFault.DAMAGED));
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
