package io.redisfailover.testbed.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
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

  /** Sockets of a JVM are in the first one, and they are most. */
  private static final List<String> TABLES = List.of("/proc/net/tcp6", "/proc/net/tcp");

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
   * Finds who owns the other ends of connections. One call takes tens of milliseconds of a
   * processor for any number of them, because the kernel's tables are long.
   *
   * @param theirs the ports of the other ends
   * @param ours the port of this end
   * @return the party of each port; a port that nobody registered owns is left out
   */
  Map<Integer, String> owners(Set<Integer> theirs, int ours) {
    Map<String, Integer> sockets = new HashMap<>();
    for (String table : TABLES) {
      if (sockets.size() < theirs.size()) {
        find(table, theirs, ours, sockets);
      }
    }
    Map<Integer, String> owners = new HashMap<>();
    pids.forEach((party, pid) -> {
      OptionalLong running = pid.get();
      if (running.isPresent() && owners.size() < sockets.size()) {
        held(running.getAsLong(), sockets).forEach(port -> owners.put(port, party));
      }
    });
    return owners;
  }

  /** Adds, as its descriptor reads, the socket of each connection with one of these ports. */
  private static void find(
      String table, Set<Integer> theirs, int ours, Map<String, Integer> sockets) {
    String to = ":%04X".formatted(ours);
    try (Stream<String> lines = Files.lines(Path.of(table))) {
      lines
          .filter(line -> line.contains(to))
          .map(line -> line.strip().split("\\s+"))
          .filter(column -> column.length > 9 && column[2].endsWith(to))
          .forEach(column -> {
            int port = Integer.parseInt(column[1].substring(column[1].indexOf(':') + 1), 16);
            if (theirs.contains(port)) {
              sockets.put("socket:[" + column[9] + "]", port);
            }
          });
    } catch (IOException unreadable) {
      // Whoever is not found is nobody.
    }
  }

  /** {@return the ports whose sockets a process has open} */
  private static List<Integer> held(long pid, Map<String, Integer> sockets) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors
          .map(descriptor -> sockets.get(target(descriptor)))
          .filter(Objects::nonNull)
          .toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
