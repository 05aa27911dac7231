package io.redisfailover.proxy.stats;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.ServerAct;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form that asks for an act, with HAProxy's fields: {@code s=SERVER&action=ACT}, and {@code
 * token=} in addition. Other fields are ignored. Pure.
 *
 * @param token the token that it shows; a secret; absent when there is none or more than one
 * @param servers the servers; none when a name is wrong
 * @param act the act; absent when its word is wrong
 */
record ActForm(Optional<String> token, List<Server> servers, Optional<ServerAct> act) {
  private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  /** {@return whether that is the media type of a form} */
  static boolean isForm(Optional<String> contentType) {
    return contentType
        .map(type -> type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip())
        .filter(MEDIA_TYPE::equals)
        .isPresent();
  }

  static ActForm parse(byte[] body) {
    Map<String, List<String>> fields = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(field.substring(0, equals), name -> new ArrayList<>())
            .add(decoded(field.substring(equals + 1)));
      }
    }
    return new ActForm(
        only(fields, "token"),
        servers(fields.getOrDefault("s", List.of())),
        only(fields, "action").flatMap(ServerAct::of));
  }

  /** {@return the servers of these names; none when a name is wrong} */
  private static List<Server> servers(List<String> names) {
    List<Server> found =
        Stream.of(Server.values()).filter(server -> names.contains(server.displayName())).toList();
    return found.size() == Set.copyOf(names).size() ? found : List.of();
  }

  private static Optional<String> only(Map<String, List<String>> fields, String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      return text;
    }
  }

  /** {@return without the token} */
  @Override
  public String toString() {
    return "ActForm " + act + " of " + servers;
  }
}
