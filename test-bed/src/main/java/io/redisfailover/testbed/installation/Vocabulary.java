package io.redisfailover.testbed.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Every name by which the test bed asks the standalone program for something, the newest first. An
 * older build (`bench/failover --baseline`) may know only the later ones: a path that it answers
 * with 404, a body that it answers with 400 and a key that it does not say are asked for by the
 * next name. Whoever renames one of these in the product puts the new name in front here and leaves
 * the old one; nothing else has to know how builds differ. Pure.
 *
 * @param statusPaths of the statistics port: what the program says of itself
 * @param controlPaths of the control port: what the proxy says of itself to its controller
 * @param switchOrders of the control port: a switchover
 * @param routing keys of that status: the server to which clients are routed
 * @param standbyReady keys of that status: whether the other server could be promoted at once
 * @param newestPush keys of what it says to its controller: the number of the newest push it took
 * @param renamed keys of the configuration file that have had another name
 */
record Vocabulary(
    List<String> statusPaths,
    List<String> controlPaths,
    List<SwitchOrder> switchOrders,
    List<String> routing,
    List<String> standbyReady,
    List<String> newestPush,
    List<Renamed> renamed) {

  /** What the builds of this project have understood so far. */
  static final Vocabulary KNOWN =
      new Vocabulary(
          List.of("/;json"),
          List.of("/v1/status"),
          List.of(
              new SwitchOrder("/v1/controller/switchover", "{\"version\":1,\"server\":\"%s\"}"),
              new SwitchOrder("/v1/controller/switchover", "{\"version\":1,\"node\":\"%s\"}")),
          List.of("routing"),
          List.of("standbyReady"),
          List.of("sequence"),
          List.of());

  /**
   * How a switchover is requested.
   *
   * @param path of the POST
   * @param body with {@code %s} for the name of the server
   */
  record SwitchOrder(String path, String body) {
    /** {@return the body that asks for a server} */
    String bodyFor(Server server) {
      return body.formatted(server.displayName());
    }
  }

  /**
   * A rename in the configuration file.
   *
   * @param before how older builds want it, such as {@code failback:}
   * @param now how this build wants it; occurs in the file for nothing else
   */
  record Renamed(String before, String now) {}

  /** {@return whether a status says that clients are routed to this server} */
  boolean routesTo(Server server, JsonNode status) {
    return first(routing, status).asText().equals(server.displayName());
  }

  /** {@return whether a status says that the standby could be promoted at once} */
  boolean isStandbyReady(JsonNode status) {
    return first(standbyReady, status).asBoolean();
  }

  /** {@return the number of the newest push that the proxy says it took; 0 before one} */
  long newestPush(JsonNode control) {
    return first(newestPush, control).asLong();
  }

  private static JsonNode first(List<String> keys, JsonNode status) {
    return keys.stream()
        .filter(status::has)
        .findFirst()
        .map(status::path)
        .orElse(MissingNode.getInstance());
  }

  /**
   * {@return a configuration as a build understands it: the newest form that it accepts, or the
   * newest at all when it accepts none, so that it says itself what is wrong}
   *
   * @param text as this build wants it
   * @param accepted asks the build; not asked while there is one form only
   */
  String configuration(String text, Predicate<String> accepted) {
    if (renamed.isEmpty()) {
      return text;
    }
    List<String> forms = new ArrayList<>(List.of(text));
    for (Renamed rename : renamed) {
      forms.add(forms.getLast().replace(rename.now(), rename.before()));
    }
    return forms.stream().distinct().filter(accepted).findFirst().orElse(text);
  }
}
