package io.redisfailover.operator.desired;

import io.redisfailover.failover.acl.AclDialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shell scripts of a server's pod and the files they read: files of this program, read once.
 */
final class Scripts {
  static final String ENTRY = "entry.sh";
  static final String PRE_STOP = "pre-stop.sh";
  static final String READINESS = "readiness.sh";
  static final String LIVENESS = "liveness.sh";

  private static final Map<String, String> ALL =
      load(
          List.of(
              ENTRY,
              "client.sh",
              "passwords.sh",
              "accept.sh",
              PRE_STOP,
              READINESS,
              LIVENESS,
              file("application", AclDialect.FIRST_ARGUMENTS),
              file("application", AclDialect.SUBCOMMANDS),
              "application-7-functions.acl"));

  private Scripts() {}

  /** {@return the text of each script by the name of its file} */
  static Map<String, String> all() {
    return ALL;
  }

  /** {@return the name of a file of ACL rules, which the entry script chooses by the version} */
  static String file(String users, AclDialect dialect) {
    return switch (dialect) {
      case FIRST_ARGUMENTS -> users + "-6.acl";
      case SUBCOMMANDS -> users + "-7.acl";
    };
  }

  private static Map<String, String> load(List<String> names) {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String name : names) {
      try (InputStream file = Scripts.class.getResourceAsStream(name)) {
        if (file == null) {
          throw new IllegalStateException("the program is built without its file " + name);
        }
        scripts.put(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return scripts;
  }
}
