package io.redisfailover.proxy.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An HAProxy of the distribution that runs one check of each of its backends. */
final class CheckingHaproxy implements AutoCloseable {
  private final Process process;
  private final Path folder;

  private CheckingHaproxy(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts it.
   *
   * @param program the program
   * @param cases the checks, each against the server on the port of the same index
   * @param ports the ports on loopback
   * @param limitMillis time of each check
   * @param spreadMillis the time over which the checks begin
   */
  static CheckingHaproxy start(
      Path program,
      List<ConformanceCase> cases,
      List<Integer> ports,
      long limitMillis,
      long spreadMillis) {
    try {
      Path folder = Files.createTempDirectory("conformance");
      Path file = folder.resolve("haproxy.cfg");
      Files.writeString(
          file,
          configuration(folder, cases, ports, limitMillis, spreadMillis),
          StandardCharsets.ISO_8859_1);
      Process process =
          new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      return new CheckingHaproxy(process, folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String configuration(
      Path folder,
      List<ConformanceCase> cases,
      List<Integer> ports,
      long limitMillis,
      long spreadMillis) {
    StringBuilder file =
        new StringBuilder(
            """
            global
              stats socket %s level admin
              max-spread-checks %d
              nbthread 2
            defaults
              mode tcp
              timeout connect 10s
              timeout client 10s
              timeout server 10s
              timeout check %d
            """
                .formatted(folder.resolve("socket"), spreadMillis, limitMillis));
    for (int i = 0; i < cases.size(); i++) {
      file.append("backend c").append(i).append('\n');
      List<String> script = cases.get(i).script();
      if (script.equals(List.of(CheckScript.REDIS_CHECK))) {
        file.append("  option redis-check\n");
      } else {
        file.append("  option tcp-check\n");
        script.forEach(rule -> file.append("  tcp-check ").append(Bytes.octets(rule)).append('\n'));
      }
      // A second check would come within an hour at the earliest.
      file.append("  server Master 127.0.0.1:").append(ports.get(i)).append(" check inter 1h\n");
    }
    return file.toString();
  }

  /** {@return the verdict of each check, when all have ended} */
  List<Verdict> verdicts(int count, long limitMillis, long patienceMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (true) {
      Map<String, Map<String, String>> lines = statistics();
      boolean over =
          lines.size() == count
              && lines.values().stream()
                  .map(line -> line.getOrDefault("check_status", ""))
                  .noneMatch(status -> status.startsWith("*") || status.equals("INI"));
      if (over) {
        return IntStream.range(0, count)
            .mapToObj(i -> Verdict.theirs(lines.getOrDefault("c" + i, Map.of()), limitMillis))
            .toList();
      }
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException(
            "HAProxy has checked " + lines.size() + " of " + count + ": " + output());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private Map<String, Map<String, String>> statistics() {
    Path socket = folder.resolve("socket");
    if (!Files.exists(socket)) {
      return Map.of();
    }
    List<List<String>> table = csv(ask(socket, "show stat -1 4 -1\n"));
    Map<String, Map<String, String>> lines = new HashMap<>();
    for (List<String> cells : table.subList(1, table.size())) {
      Map<String, String> line = new HashMap<>();
      for (int i = 0; i < Math.min(cells.size(), table.getFirst().size()); i++) {
        line.put(table.getFirst().get(i), cells.get(i));
      }
      lines.put(cells.getFirst(), line);
    }
    return lines;
  }

  private static String ask(Path socket, String question) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.ISO_8859_1)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(65_536);
      while (channel.read(buffer) >= 0) {
        answer.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads a table with quotes, in which a cell may have line ends. */
  private static List<List<String>> csv(String text) {
    List<List<String>> table = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    String body = text.startsWith("# ") ? text.substring(2) : text;
    for (int at = 0; at < body.length(); at++) {
      char character = body.charAt(at);
      if (character == '"' && quoted && at + 1 < body.length() && body.charAt(at + 1) == '"') {
        cell.append('"');
        at++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (!quoted && (character == ',' || character == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (character == '\n') {
          if (row.size() > 1) {
            table.add(row);
          }
          row = new ArrayList<>();
        }
      } else {
        cell.append(character);
      }
    }
    return table;
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
