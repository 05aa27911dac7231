package io.redisfailover.standalone;

import io.redisfailover.realredis.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A haproxy.cfg of the tests, with addresses of this machine: ports that are free, and the servers
 * of a test. Lines that need root, or a path of the machine, are left out.
 *
 * @param text the file
 * @param clients where its clients connect
 */
record PlacedFile(String text, InetSocketAddress clients) {
  private static final Path FILES =
      Path.of("../configuration/src/test/resources/io/redisfailover/configuration/haproxy");

  private static final Pattern OF_THE_MACHINE =
      Pattern.compile("(?m)^\\s*(chroot|user|group|daemon|pidfile|stats socket) ?.*\\R");

  private static final Pattern BIND = Pattern.compile("(?m)^(\\s*bind )\\S*:(\\d+)");

  private static final Pattern SERVER = Pattern.compile("(?m)^(\\s*server \\S+ )\\S+(.*)$");

  /**
   * Places a file.
   *
   * @param name of the file, without its extension
   * @param clients the port of its clients
   * @param servers what its servers become, in their order
   */
  static PlacedFile of(String name, int clients, List<InetSocketAddress> servers)
      throws IOException {
    String found = Files.readString(FILES.resolve(name + ".cfg"));
    Map<Integer, Integer> ports = new HashMap<>();
    Iterator<InetSocketAddress> next = servers.iterator();
    String text = OF_THE_MACHINE.matcher(found).replaceAll("");
    text =
        BIND.matcher(text)
            .replaceAll(bind ->
                bind.group(1)
                    + "127.0.0.1:"
                    + ports.computeIfAbsent(
                        Integer.valueOf(bind.group(2)), port -> FreePort.find()));
    text = SERVER.matcher(text).replaceAll(server -> at(server, next.next()));
    int port = Objects.requireNonNull(ports.get(clients));
    return new PlacedFile(text, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static String at(MatchResult line, InetSocketAddress server) {
    return line.group(1)
        + "127.0.0.1:"
        + server.getPort()
        + line.group(2).replaceAll("\\bport \\d+", "port " + server.getPort());
  }
}
