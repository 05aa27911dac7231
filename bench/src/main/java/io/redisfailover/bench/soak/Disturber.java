package io.redisfailover.bench.soak;

import io.redisfailover.bench.disturbance.CpuQuota;
import io.redisfailover.bench.disturbance.Means;
import io.redisfailover.bench.disturbance.ResendingClient;
import io.redisfailover.bench.disturbance.StallableDisk;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Disturbs servers and proxies with what this machine has. Used by one thread. */
final class Disturber implements AutoCloseable {
  /** A command is answered long before that, unless clients are left alone. */
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  /** The controller compares the servers once a minute. */
  private static final Duration DRIFT_LIMIT = Duration.ofSeconds(90);

  private static final long LOOK_AGAIN_MILLIS = 200;

  private final CpuQuota quota;
  private final Map<Server, StallableDisk> disks;
  private final List<String> skipped;

  private Disturber(CpuQuota quota, Map<Server, StallableDisk> disks, List<String> skipped) {
    this.quota = quota;
    this.disks = new EnumMap<>(disks);
    this.skipped = List.copyOf(skipped);
  }

  /**
   * Prepares what this machine has, before the servers are started.
   *
   * @param folder of the installation to be
   * @param persistence of its servers; only those with an append-only file wait for a disk
   */
  static Disturber prepare(Path folder, DiskMode persistence) {
    Means means = Means.ofThisMachine();
    List<String> skipped = new ArrayList<>(means.skipped());
    Map<Server, StallableDisk> disks = new EnumMap<>(Server.class);
    if (persistence == DiskMode.AOF) {
      try {
        for (Server server : Server.values()) {
          disks.put(server, StallableDisk.mounted());
        }
        for (Map.Entry<Server, StallableDisk> disk : disks.entrySet()) {
          disk.getValue().standFor(folder.resolve(disk.getKey().markerWord()));
        }
      } catch (IOException impossible) {
        disks.values().forEach(StallableDisk::close);
        disks.clear();
        skipped.add("SKIPPED: disks that stall (%s).".formatted(Means.reason(impossible)));
      }
    }
    return new Disturber(means.quota(), disks, skipped);
  }

  /** {@return a sentence for each thing that this machine cannot do, with the reason} */
  List<String> skipped() {
    return skipped;
  }

  /** {@return whether it can do a step} */
  boolean can(Step step) {
    return !step.needsDisks() || !disks.isEmpty();
  }

  /**
   * Sends the command through the proxy that is never killed.
   *
   * @return what waits for its end
   */
  Runnable keepBusy(Installation installation, Fault.Busy fault) {
    ClientTarget proxy = ClientTarget.at(installation.proxies().getLast().clients());
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(proxy, fault));
    return sending::join;
  }

  private static void send(ClientTarget proxy, Fault.Busy fault) {
    try {
      for (int i = 0; i < fault.times(); i++) {
        int unused = ResendingClient.send(proxy, fault.command(), COMMAND_LIMIT);
        TimeUnit.MILLISECONDS.sleep(Fault.Busy.BETWEEN.toMillis());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stalls the disk of a server. {@return what ends it} */
  Runnable stallDisk(Server server) {
    StallableDisk disk = Objects.requireNonNull(disks.get(server));
    try {
      disk.stall();
      return disk::thaw;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Takes processor time away from a process. {@return what ends it} */
  Runnable throttle(long pid, int percent) {
    try {
      return quota.throttle(pid, percent);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Changes a setting of a server, and waits until a problem is shown.
   *
   * @return what changes it back
   * @throws IllegalStateException when none is shown
   */
  Runnable drift(Installation installation, Server server, Setting setting) {
    awaitProblem(installation, setting, false);
    var redis = installation.server(server);
    String before =
        redis.call("CONFIG", "GET", setting.key()).lines().skip(1).findFirst().orElse("");
    String unused = redis.call("CONFIG", "SET", setting.key(), setting.value());
    awaitProblem(installation, setting, true);
    return () -> redis.call("CONFIG", "SET", setting.key(), before);
  }

  private static void awaitProblem(Installation installation, Setting setting, boolean shown) {
    long end = System.nanoTime() + DRIFT_LIMIT.toNanos();
    while (isShown(installation, setting) != shown) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            shown
                ? "%d s after %s of one server changed, no problem is shown"
                    .formatted(DRIFT_LIMIT.toSeconds(), setting.key())
                : "%d s after %s of both servers became the same, a problem is still shown"
                    .formatted(DRIFT_LIMIT.toSeconds(), setting.key()));
      }
      rest();
    }
  }

  private static boolean isShown(Installation installation, Setting setting) {
    return installation
        .leader()
        .status()
        .map(status -> status.path("problems").toString())
        .filter(problems -> problems.contains("The servers differ: " + setting.key() + " "))
        .isPresent();
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives everything back; the servers have ended. */
  @Override
  public void close() {
    disks.values().forEach(StallableDisk::close);
  }
}
