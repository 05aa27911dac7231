package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** That no two parts of a process listen on the same port. */
final class PortRules {
  private static final Set<String> EVERY = Set.of("0.0.0.0", "::");

  private PortRules() {}

  /**
   * A place to listen.
   *
   * @param key the key of the port
   * @param host the address
   * @param port the port; 0 takes a free one
   * @param clients whether clients connect there
   * @param usual the port that is advised instead
   */
  private record Place(String key, String host, int port, boolean clients, int usual) {
    /** Of the places of clients the addresses tell, too: many addresses may have one port. */
    boolean clashesWith(Place other) {
      boolean sameHost =
          host.equals(other.host) || EVERY.contains(host) || EVERY.contains(other.host);
      return port != 0 && port == other.port && (sameHost || !(clients && other.clients));
    }
  }

  /** Reports what clashes, under the key of the later one. */
  static void check(ProcessConfig config, Problems problems) {
    List<Place> before = new ArrayList<>();
    for (Place place : places(config)) {
      Optional<Place> clash = before.stream().filter(place::clashesWith).findFirst();
      clash.ifPresent(other ->
          problems.add(
              place.key(),
              place.clients()
                  ? "The same address as " + other.key() + "; remove it, or use another port."
                  : "The same port as %s; use another one, such as %d."
                      .formatted(other.key(), free(place.usual(), places(config)))));
      before.add(place);
    }
  }

  private static List<Place> places(ProcessConfig config) {
    List<Place> all = new ArrayList<>();
    all.add(
        new Place("listen.port", config.listen().address(), config.listen().port(), true, 6379));
    List<String> additional = config.listen().additional();
    for (int i = 0; i < additional.size(); i++) {
      String key = "listen.additional[" + i + "]";
      HostPort.parse(additional.get(i))
          .ifPresent(at -> all.add(new Place(key, at.host(), at.port(), true, 6380)));
    }
    if (config.stats().enabled()) {
      all.add(
          new Place("stats.port", config.stats().address(), config.stats().port(), false, 8181));
    }
    all.add(
        new Place(
            "control.port", config.control().address(), config.control().port(), false, 8182));
    List<RuntimeApiSection.Socket> sockets = config.runtimeApi().sockets();
    for (int i = 0; i < sockets.size(); i++) {
      RuntimeApiSection.Socket socket = sockets.get(i);
      String key = "runtimeApi.sockets[" + i + "].port";
      socket
          .address()
          .ifPresent(address -> all.add(new Place(key, address, socket.port(), false, 9999)));
    }
    return all;
  }

  /** Advises a port that is not one of those that are taken. */
  private static int free(int usual, List<Place> places) {
    Set<Integer> taken = new HashSet<>();
    places.forEach(place -> taken.add(place.port()));
    return IntStream.iterate(usual, port -> port + 1)
        .filter(port -> !taken.contains(port))
        .findFirst()
        .orElseThrow();
  }
}
