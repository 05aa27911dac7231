package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Problems;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold across the keys of {@code runtimeApi}. */
final class RuntimeApiRules {
  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");

  private RuntimeApiRules() {}

  /** Reports what does not fit together. */
  static void check(RuntimeApiSection api, Problems problems) {
    Set<Path> files = new HashSet<>();
    List<RuntimeApiSection.Socket> sockets = api.sockets();
    for (int i = 0; i < sockets.size(); i++) {
      RuntimeApiSection.Socket socket = sockets.get(i);
      String key = "runtimeApi.sockets[" + i + "]";
      if (socket.path().isPresent() == socket.address().isPresent()) {
        problems.add(key, "Set either path, or address and port.");
      } else if (socket.path().isPresent()) {
        file(key, socket, problems);
        if (!files.add(socket.path().get())) {
          problems.add(key + ".path", "Another socket has the same file; use another one.");
        }
      } else {
        port(key, socket, problems);
      }
    }
  }

  private static void file(String key, RuntimeApiSection.Socket socket, Problems problems) {
    if (socket.port() != 0) {
      problems.add(key + ".port", "A file has no port; remove the key.");
    }
    socket
        .mode()
        .filter(mode -> !MODE.matcher(mode).matches())
        .ifPresent(mode ->
            problems.add(key + ".mode", "Not the permissions of a file; use for instance '600'."));
  }

  private static void port(String key, RuntimeApiSection.Socket socket, Problems problems) {
    if (socket.mode().isPresent()) {
      problems.add(key + ".mode", "A TCP port has no permissions; remove the key.");
    }
    if (socket.port() == 0) {
      problems.add(key + ".port", "The port is missing; set one, such as 9999.");
    }
  }
}
