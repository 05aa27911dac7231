package io.redisfailover.proxy.check;

import io.redisfailover.failover.model.Server;

/** HAProxy's lines for what the checks of a server come to. Pure. */
public final class HealthLines {
  private HealthLines() {}

  /**
   * How many servers new sessions may go to.
   *
   * @param active 1 if Master is one of them, else 0
   * @param backup 1 if Backup is one of them, else 0
   */
  public record Usable(int active, int backup) {
    /** {@return whether there is none} */
    public boolean isNone() {
      return active + backup == 0;
    }

    private String inWords(String remain) {
      return ". %d active and %d backup servers %s.%s"
          .formatted(
              active, backup, remain, active == 0 && backup > 0 ? " Running on backup." : "");
    }
  }

  /**
   * {@return the line of {@code option log-health-checks} for one result}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param result the result
   * @param after what the server is by it
   */
  public static String ofCheck(
      String proxy, Server server, CheckResult result, CheckedServer after) {
    return "Health check for %sserver %s/%s %s%s, status: %s."
        .formatted(
            server == Server.BACKUP ? "backup " : "",
            proxy,
            server,
            verdict(result),
            reason(result),
            state(after));
  }

  /**
   * {@return why a server is up or down, to follow on that}
   *
   * @param result the result that made it so
   */
  public static String reason(CheckResult result) {
    StringBuilder words = new StringBuilder(", reason: ").append(result.status().description());
    if (result.status().hasCode()) {
      words.append(", code: ").append(result.code());
    }
    if (!result.detail().isEmpty()) {
      words.append(", info: \"").append(result.detail()).append('"');
    }
    if (result.status() != CheckStatus.HANA) {
      words.append(", check duration: ").append(result.duration().toMillis()).append("ms");
    }
    return words.toString();
  }

  /**
   * {@return the line for a server that went down}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param why from {@link #reason}, or another reason behind a comma; may be empty
   * @param left what is left
   * @param sessions the sessions that it has
   * @param waiting the clients that wait
   */
  public static String down(
      String proxy, Server server, String why, Usable left, long sessions, long waiting) {
    return server(proxy, server)
        + " is DOWN"
        + why
        + left.inWords("left")
        + remaining(sessions, waiting);
  }

  /**
   * {@return the line for a server that was up and enters maintenance}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param left what is left
   * @param sessions the sessions that it has
   * @param waiting the clients that wait
   */
  public static String maintenance(
      String proxy, Server server, Usable left, long sessions, long waiting) {
    return server(proxy, server)
        + " is going DOWN for maintenance"
        + left.inWords("left")
        + remaining(sessions, waiting);
  }

  /** {@return the line for a server that was down and enters maintenance} */
  public static String entersMaintenance(String proxy, Server server) {
    return server(proxy, server) + " was DOWN and now enters maintenance.";
  }

  /**
   * {@return the line for the end of a maintenance}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param up whether its checks have it up
   * @param state what it is now, {@code READY} or {@code DRAIN}
   */
  public static String maintained(String proxy, Server server, boolean up, String state) {
    return "%s is %s/%s (leaving forced maintenance)."
        .formatted(server(proxy, server), upOrDown(up), state);
  }

  /**
   * {@return the line for a server that gets no new sessions from now on}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param up whether its checks have it up
   * @param has what there is
   * @param sessions the sessions that it has
   * @param waiting the clients that wait
   */
  public static String drained(
      String proxy, Server server, boolean up, Usable has, long sessions, long waiting) {
    return server(proxy, server)
        + " enters drain state"
        + (up
            ? has.inWords("online") + queue(waiting)
            : has.inWords("left") + remaining(sessions, waiting));
  }

  /** {@return the line for a server that is drained after its maintenance} */
  public static String remainsDrained(String proxy, Server server) {
    return server(proxy, server) + " remains in forced drain mode.";
  }

  /** {@return the line for a server that is drained no more; {@code up} by its checks or not} */
  public static String undrained(String proxy, Server server, boolean up) {
    return "%s is %s (leaving forced drain).".formatted(server(proxy, server), upOrDown(up));
  }

  /**
   * {@return the line for a server that is up and takes no new sessions any more}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param why as of {@link #down}
   * @param online what there is
   * @param waiting the clients that wait
   */
  public static String stopping(
      String proxy, Server server, String why, Usable online, long waiting) {
    return server(proxy, server) + " is stopping" + why + online.inWords("online") + queue(waiting);
  }

  /**
   * {@return the line for a server that new sessions may go to again}
   *
   * @param proxy the name of the pair
   * @param server the server
   * @param why as of {@link #down}
   * @param online what there is
   * @param waiting the clients that wait
   */
  public static String gained(
      String proxy, Server server, String why, Usable online, long waiting) {
    return server(proxy, server) + " is UP" + why + online.inWords("online") + queue(waiting);
  }

  /** {@return the line for a proxy whose servers are all lost} */
  public static String noServer(String proxy) {
    return "backend " + proxy + " has no server available!";
  }

  private static String server(String proxy, Server server) {
    return (server == Server.BACKUP ? "Backup Server " : "Server ") + proxy + "/" + server;
  }

  private static String upOrDown(boolean up) {
    return up ? "UP" : "DOWN";
  }

  private static String remaining(long sessions, long waiting) {
    return " %d sessions active, 0 requeued, %d remaining in queue.".formatted(sessions, waiting);
  }

  private static String queue(long waiting) {
    return " 0 sessions requeued, " + waiting + " total in queue.";
  }

  private static String verdict(CheckResult result) {
    if (result.status() == CheckStatus.L7OKC) {
      return "conditionally succeeded";
    }
    return result.passed() ? "succeeded" : "failed";
  }

  private static String state(CheckedServer server) {
    HealthCounter health = server.health();
    return health.isUp()
        ? (health.counter() - health.rise() + 1) + "/" + health.fall() + " UP"
        : health.counter() + "/" + health.rise() + " DOWN";
  }
}
