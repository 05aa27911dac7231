package io.redisfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.testbed.redis.RedisRelease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulated Redis against real ones: the same random steps are done to both, and after each of
 * them both must show the same. {@code -Dcontract.sequences=N} plays N sequences on each release,
 * {@code -Dcontract.seed=SEED} one.
 */
class RedisContractIT {
  private static final int ENOUGH_TO_SEE = 3;

  /** Far above what is expected, as machines differ. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path jar;
  @TempDir Path folder;

  static Stream<RedisRelease> releases() {
    return RedisRelease.all(jar).stream();
  }

  @Tag("quick")
  @ParameterizedTest
  @MethodSource("releases")
  void aSimulatedServerShowsWhatARealOneDoes(RedisRelease release) {
    assumeTrue(
        release.carriesMarkers(),
        release + " is not modelled: no functions, which carry the markers");
    assumeFalse(
        release.toString().startsWith("Valkey 9"),
        release
            + " is not modelled: it pings its first replica at once, whatever its settings say");
    Long single = Long.getLong("contract.seed");
    long first = single == null ? 1 : single;
    long count = single == null ? Long.getLong("contract.sequences", 100) : 1;
    long began = System.nanoTime();
    Map<String, Integer> steps = new TreeMap<>();
    List<String> differences =
        ContractRun.differences(release, first, count, ENOUGH_TO_SEE, PATIENCE, folder, steps);
    System.out.printf(
        "%d sequences on %s in %d s: %s%n",
        count, release, (System.nanoTime() - began) / 1_000_000_000, steps);
    assertThat(differences).as(() -> String.join("\n", differences)).isEmpty();
  }
}
