package io.redisfailover.bench.run;

import io.redisfailover.bench.rival.ContenderSetup;
import io.redisfailover.failover.model.Server;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which server the clients' connections are on. */
final class Placement {
  private static final Pattern COMMAND = Pattern.compile("\\bcmd=(\\S+)");

  /**
   * What only the clients send, all the time: so checks, our own connections and the question
   * itself do not count.
   */
  private static final Set<String> OF_CLIENTS = Set.of("set", "incr", "rpush");

  private Placement() {}

  /** {@return how many clients write to the server that new clients do not reach} */
  static int misplaced(ContenderSetup stage) {
    Server wrong = stage.serving().map(Server::other).orElse(Server.BACKUP);
    return writing(stage.server(wrong).call("CLIENT", "LIST", "TYPE", "normal"));
  }

  /** {@return how many of the listed connections belong to clients} */
  static int writing(String list) {
    return (int)
        list.lines()
            .map(COMMAND::matcher)
            .filter(Matcher::find)
            .filter(line -> OF_CLIENTS.contains(line.group(1)))
            .count();
  }
}
