package io.redisfailover.testbed.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is at the other end of a loopback connection: every process of a test has one address, so a
 * link tells them apart by the process that owns the socket, which Linux says in {@code /proc}.
 * Thread-safe.
 */
public final class SocketOwners {
  /** Whoever is not registered, such as the test itself. */
  public static final String NOBODY = "nobody";

  /** Sockets of a JVM are in the first one, and they are most. */
  private static final List<String> TABLES = List.of("/proc/net/tcp6", "/proc/net/tcp");

  /** The state of most lines, whose sockets nobody owns any more. */
  private static final String TIME_WAIT = " 06 ";

  private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock looking = new ReentrantLock();
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
   * Finds who owns the other ends of connections. A look takes tens of milliseconds of a processor
   * for any number of them, because the kernel's tables are long. So whoever asks during a look
   * waits for the next one, which answers everybody who waits, and there is a rest between two
   * looks: parties that dial again and again must not take the processor from those under test.
   *
   * @param theirs the ports of the other ends
   * @param ours the port of this end
   * @return the party of each port; a port that nobody registered owns is left out
   */
  Map<Integer, String> owners(Set<Integer> theirs, int ours) {
    Question question = new Question(theirs, ours, new HashMap<>());
    waiting.add(question);
    looking.lock();
    try {
      // Whoever had the lock before may have answered this one too.
      if (waiting.contains(question)) {
        look();
      }
    } finally {
      looking.unlock();
    }
    return question.owners();
  }

  private void look() {
    long began = System.nanoTime();
    List<Question> asked = List.copyOf(waiting);
    Map<String, Map.Entry<Question, Integer>> sockets = new HashMap<>();
    TABLES.forEach(table -> find(table, asked, sockets));
    pids.forEach((party, pid) ->
        pid.get()
            .ifPresent(running ->
                held(running, sockets)
                    .forEach(found -> found.getKey().owners().put(found.getValue(), party))));
    waiting.removeAll(asked);
    LockSupport.parkNanos(System.nanoTime() - began);
  }

  /** Connections between these ports of theirs and one of ours, and what was found. */
  private record Question(Set<Integer> theirs, int ours, Map<Integer, String> owners) {
    /** Each one is itself: what was found is no part of what it is. */
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** Adds, as its descriptor reads, the socket of each connection that is asked for. */
  private static void find(
      String table, List<Question> asked, Map<String, Map.Entry<Question, Integer>> sockets) {
    Map<String, List<Question>> byOurs =
        asked.stream().collect(Collectors.groupingBy(it -> ":%04X".formatted(it.ours())));
    try (Stream<String> lines = Files.lines(Path.of(table), StandardCharsets.US_ASCII)) {
      lines
          .skip(1)
          .filter(line -> !line.contains(TIME_WAIT))
          .map(line -> line.strip().split("\\s+", 11))
          .filter(column -> column.length > 10)
          .forEach(column -> {
            int port = Integer.parseInt(column[1].substring(column[1].indexOf(':') + 1), 16);
            String ours = column[2].substring(column[2].indexOf(':'));
            for (Question question : byOurs.getOrDefault(ours, List.of())) {
              if (question.theirs().contains(port)) {
                sockets.put("socket:[" + column[9] + "]", Map.entry(question, port));
              }
            }
          });
    } catch (IOException unreadable) {
      // Whoever is not found is nobody.
    }
  }

  /** {@return which of the connections a process has open} */
  private static List<Map.Entry<Question, Integer>> held(
      long pid, Map<String, Map.Entry<Question, Integer>> sockets) {
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
