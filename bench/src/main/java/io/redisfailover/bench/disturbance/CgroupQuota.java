package io.redisfailover.bench.disturbance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The quota of a control group, as that of a container with a CPU limit: in each 100 ms the process
 * runs until its part is used up, and then stands. Version 1 or 2, whichever this machine has.
 */
final class CgroupQuota implements CpuQuota {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String MEMBERS = "cgroup.procs";
  private static final int PERIOD_MICROS = 100_000;

  /** The controller's folder of version 1, or the root of version 2. */
  private final Path parent;

  private final boolean second;
  private int groups;

  private CgroupQuota(Path parent, boolean second) {
    this.parent = parent;
    this.second = second;
  }

  /**
   * {@return that of this machine}
   *
   * @throws IOException with the reason why there is none
   */
  static CgroupQuota ofThisMachine() throws IOException {
    boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
    CgroupQuota quota = new CgroupQuota(second ? ROOT : ROOT.resolve("cpu"), second);
    if (second) {
      Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
    }
    Path group = quota.group(50);
    Files.delete(group);
    return quota;
  }

  private Path group(int percent) throws IOException {
    Path group =
        Files.createDirectory(
            parent.resolve("bench-" + ProcessHandle.current().pid() + "-" + groups++));
    String quota = Integer.toString(percent * PERIOD_MICROS / 100);
    try {
      if (second) {
        Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
      } else {
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
      }
      return group;
    } catch (IOException refused) {
      Files.delete(group);
      throw refused;
    }
  }

  @Override
  public Runnable throttle(long pid, int percent) throws IOException {
    Path former = groupOf(pid);
    Path group = group(percent);
    try {
      Files.writeString(group.resolve(MEMBERS), Long.toString(pid));
    } catch (IOException gone) {
      Files.delete(group);
      throw gone;
    }
    // A program that is interrupted leaves no group behind.
    Thread atExit = new Thread(() -> dissolve(group, former), "dissolve");
    Runtime.getRuntime().addShutdownHook(atExit);
    return () -> {
      dissolve(group, former);
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    };
  }

  /** {@return where a process is now} */
  private Path groupOf(long pid) throws IOException {
    String entry =
        Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup")).stream()
            .filter(this::isEntry)
            .findFirst()
            .orElseThrow(() -> new IOException("process " + pid + " is in no group"));
    Path group = parent.resolve(entry.split(":", 3)[2].substring(1));
    // A container may be shown a path that is not there.
    return Files.exists(group) ? group : parent;
  }

  private boolean isEntry(String line) {
    List<String> controllers = List.of(line.split(":", 3)[1].split(",", -1));
    return controllers.contains(second ? "" : "cpu");
  }

  private static void dissolve(Path group, Path former) {
    try {
      for (String pid : Files.readAllLines(group.resolve(MEMBERS))) {
        moved(pid, former);
      }
      Files.delete(group);
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }

  private static void moved(String pid, Path group) throws IOException {
    try {
      Files.writeString(group.resolve(MEMBERS), pid);
    } catch (IOException refused) {
      if (isAlive(pid)) {
        throw refused;
      }
    }
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  @Override
  public String means() {
    return "the quota of a control group";
  }
}
