package io.redisfailover.testbed.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who is at the other end of a loopback connection: every process of a test has one address, so a
 * link tells them apart by the process that owns the socket, which Linux says in {@code /proc}.
 * Thread-safe.
 */
public final class Parties {
  /** Whoever is not registered, such as the test itself. */
  public static final String NOBODY = "nobody";

  private final Map<String, Supplier<OptionalLong>> pids = new ConcurrentHashMap<>();

  /**
   * Registers a process.
   *
   * @param name how the test calls it
   * @param pid its process id of the moment; empty while it does not run
   */
  public void register(String name, Supplier<OptionalLong> pid) {
    pids.put(name, pid);
  }

  /**
   * {@return the party that owns the other end of a connection, or {@link #NOBODY}}
   *
   * @param theirs the port of the other end
   * @param ours the port of this end
   */
  String owner(int theirs, int ours) {
    // Sockets of a JVM are in the second table, and they are most.
    Optional<String> inode = inode("/proc/net/tcp6", theirs, ours);
    if (inode.isEmpty()) {
      inode = inode("/proc/net/tcp", theirs, ours);
    }
    return inode.map(this::holder).orElse(NOBODY);
  }

  private String holder(String inode) {
    String socket = "socket:[" + inode + "]";
    for (Map.Entry<String, Supplier<OptionalLong>> party : pids.entrySet()) {
      OptionalLong pid = party.getValue().get();
      if (pid.isPresent() && holds(pid.getAsLong(), socket)) {
        return party.getKey();
      }
    }
    return NOBODY;
  }

  private static Optional<String> inode(String table, int local, int remote) {
    String from = ":%04X".formatted(local);
    String to = ":%04X".formatted(remote);
    try (Stream<String> lines = Files.lines(Path.of(table))) {
      return lines
          // The table is long where many connections were closed, and a link asks at every dial.
          .filter(line -> line.contains(from) && line.contains(to))
          .map(line -> line.strip().split("\\s+"))
          .filter(column -> column.length > 9)
          .filter(column -> column[1].endsWith(from) && column[2].endsWith(to))
          .map(column -> column[9])
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors.anyMatch(descriptor -> leadsTo(descriptor, socket));
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException closed) {
      return false;
    }
  }
}
