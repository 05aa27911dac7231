package io.redisfailover.configuration.haproxy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Takes the lines {@code stats socket}. */
final class StatsSockets {
  private static final String LIST = "runtimeApi.sockets";
  private static final String UNIX = "unix@";

  /** Most sockets of one process. */
  private static final int MOST = 100;

  /** What means nothing here; a word follows each. */
  private static final Set<String> WITHOUT_MEANING =
      Set.of(
          "user",
          "group",
          "uid",
          "gid",
          "name",
          "backlog",
          "maxconn",
          "expose-fd",
          "severity-output");

  private StatsSockets() {}

  /** Takes one. */
  static void take(CfgArguments in, ImportedSettings draft) throws CfgException {
    if (in.values().isEmpty()) {
      throw new CfgException("The address is missing; add the path of a socket.");
    }
    String element = next(draft);
    address(in, element, draft);
    draft.set(in, "runtimeApi.required", "off");
    draft.set(in, element + ".level", "operator");
    parameters(in, element, draft);
  }

  private static String next(ImportedSettings draft) throws CfgException {
    Optional<String> free =
        IntStream.range(0, MOST)
            .mapToObj(place -> LIST + "[" + place + "]")
            .filter(element -> draft.get(element + ".level").isEmpty())
            .findFirst();
    return free.orElseThrow(() -> new CfgException("Too many sockets are named; use fewer."));
  }

  private static void address(CfgArguments in, String element, ImportedSettings draft)
      throws CfgException {
    String text = in.values().getFirst();
    String path = text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
    if (path.startsWith("/")) {
      draft.set(in, element + ".path", path);
    } else {
      SocketAddress address = SocketAddress.parse(text);
      draft.set(in, element + ".address", address.host());
      draft.set(in, element + ".port", Integer.toString(address.port()));
    }
  }

  private static void parameters(CfgArguments in, String element, ImportedSettings draft)
      throws CfgException {
    List<String> words = in.values();
    int at = 1;
    while (at < words.size()) {
      String parameter = words.get(at);
      boolean known = List.of("mode", "level").contains(parameter);
      if (!known && !WITHOUT_MEANING.contains(parameter)) {
        throw new CfgException(
            "A parameter has no counterpart here; keep the address, `mode` and `level`.");
      }
      if (at + 1 == words.size()) {
        throw new CfgException("The value of the last parameter is missing; add it.");
      }
      if (known) {
        draft.set(in, element + "." + parameter, words.get(at + 1));
      }
      at += 2;
    }
  }
}
