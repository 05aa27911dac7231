package io.redisfailover.bench.detection;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.testbed.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Values of 1 KiB that fill a pair, of which snapshots are made while they are overwritten: each
 * page that is written is copied first. Used by one thread.
 */
final class LargeData {
  private static final int VALUES_PER_GIBIBYTE = 1 << 20;

  /** A script of so many takes some milliseconds. */
  private static final int VALUES_AT_ONCE = 2_000;

  private static final int OVERWRITTEN_AT_ONCE = 50;
  private static final long BETWEEN_MILLIS = 10;
  private static final String WAIT_LIMIT_MILLIS = "60000";

  /** A snapshot, its copied pages and the same on the standby need so many times the data. */
  private static final int MEMORY_FACTOR = 4;

  private static final String FILL =
      """
      local text = string.rep('x', 1000) \
      for number = tonumber(ARGV[1]), tonumber(ARGV[2]) - 1 do \
      redis.call('SET', 'large:' .. number, text .. number) end\
      """;

  private static final Path MEMORY = Path.of("/proc/meminfo");

  private final Installation installation;
  private final int values;
  private final Random random = new Random(0);

  private LargeData(Installation installation, int gibibytes) {
    this.installation = installation;
    this.values = gibibytes * VALUES_PER_GIBIBYTE;
  }

  static LargeData of(Installation installation, int gibibytes) {
    return new LargeData(installation, gibibytes);
  }

  /** {@return why there is not enough memory; empty when there is} */
  static String obstacle(int gibibytes) throws IOException {
    long available =
        Files.readAllLines(MEMORY, StandardCharsets.UTF_8).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(0);
    long needed = ((long) gibibytes * MEMORY_FACTOR) << 20;
    return available >= needed
        ? ""
        : "%d GiB of data need %d GiB of memory, and %d GiB are available; use a smaller --gib."
            .formatted(gibibytes, needed >> 20, available >> 20);
  }

  /** Writes every value, and waits until the standby has them. */
  void fill() {
    try (RespClient client = installation.server(Server.MASTER).connect()) {
      for (int from = 0; from < values; from += VALUES_AT_ONCE) {
        String to = Integer.toString(Math.min(values, from + VALUES_AT_ONCE));
        String unused = client.demand("EVAL", FILL, "0", Integer.toString(from), to);
        String replicas = client.demand("WAIT", "1", WAIT_LIMIT_MILLIS);
        if (!replicas.equals("1")) {
          throw new IllegalStateException("the standby does not take the data");
        }
      }
    }
  }

  /** Overwrites values, and starts a snapshot whenever none is written, until a moment. */
  void saveUntil(long end) throws InterruptedException {
    while (System.nanoTime() < end) {
      Server active = installation.routedNow();
      try (RespClient client = installation.server(active).connect()) {
        while (System.nanoTime() < end && client.info("role").equals("master")) {
          if (client.info("rdb_bgsave_in_progress").equals("0")) {
            String unused = client.call("BGSAVE");
          }
          overwrite(client);
          TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
      } catch (UncheckedIOException gone) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      }
    }
  }

  private void overwrite(RespClient client) {
    for (int i = 0; i < OVERWRITTEN_AT_ONCE; i++) {
      String from = Integer.toString(random.nextInt(values));
      String unused =
          client.call("EVAL", FILL, "0", from, Integer.toString(Integer.parseInt(from) + 1));
    }
  }
}
