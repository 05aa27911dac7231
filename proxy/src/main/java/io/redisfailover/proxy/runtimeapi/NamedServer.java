package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.stats.export.HaproxyRow;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server as commands name it: {@code backend/server}, each by its name or by {@code #} and its
 * number.
 *
 * @param server the server; absent when the name is wrong
 * @param refusal what is wrong, in HAProxy's words
 */
record NamedServer(Optional<Server> server, String refusal) {
  /**
   * {@return the server that a command names}
   *
   * @param text the name
   * @param backend the name of the backend
   */
  static NamedServer parse(String text, String backend) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return wrong("Require 'backend/server'.\n");
    }
    if (!isNamed(text.substring(0, slash), backend, HaproxyRow.PROXY_ID)) {
      return wrong("No such backend.\n");
    }
    String name = text.substring(slash + 1);
    Optional<Server> found =
        Stream.of(Server.values())
            .filter(server -> isNamed(name, server.displayName(), HaproxyRow.id(server)))
            .findFirst();
    return found.isPresent() ? new NamedServer(found, "") : wrong("No such server.\n");
  }

  private static boolean isNamed(String text, String name, int id) {
    return text.equals(name) || text.equals("#" + id);
  }

  private static NamedServer wrong(String refusal) {
    return new NamedServer(Optional.empty(), refusal);
  }
}
