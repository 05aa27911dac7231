package io.redisfailover.bench.rival;

import java.nio.file.Path;

/** The files of the two HAProxy contenders. Pure. */
final class HaproxyConfig {
  /** Name of the backend with both servers. */
  static final String BACKEND = "bk_redis";

  private HaproxyConfig() {}

  /** The contender. */
  enum Manner {
    /**
     * The usual setup: a check every second, 2 s / 15 s / 15 s, the second server as backup. Only
     * user, chroot and log are left out, which do not matter here.
     */
    DEFAULT("", "check inter 1s", "check inter 1s backup"),
    /** The same with every option that makes HAProxy faster. */
    TUNED(
        """
            option redispatch 1
            timeout check 500ms
        """,
        "check inter 1s fastinter 200ms downinter 200ms fall 2 rise 2"
            + " on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions"
            + " observe layer4 error-limit 1 on-error mark-down",
        "check inter 1s fastinter 200ms downinter 200ms fall 2 rise 2 backup"
            + " on-marked-down shutdown-sessions");

    private final String backend;
    private final String first;
    private final String second;

    Manner(String backend, String first, String second) {
      this.backend = backend;
      this.first = first;
      this.second = second;
    }
  }

  /**
   * The addresses of one contender.
   *
   * @param clients port of the clients
   * @param page port of the statistics page
   * @param master port of the first server
   * @param backup port of the second server
   * @param socket the socket of the runtime API
   */
  record Addresses(int clients, int page, int master, int backup, Path socket) {}

  /** {@return the text of a file} */
  static String text(Manner manner, Addresses at) {
    return """
    global
        stats socket %s mode 600 level admin
        stats timeout 30s
    defaults REDIS
        mode tcp
        timeout connect 2s
        timeout server 15s
        timeout client 15s
    frontend ft_redis
        bind 127.0.0.1:%d name redis
        default_backend %s
    %slisten haproxy-web
        bind 127.0.0.1:%d
        mode http
        stats enable
        stats uri /
        stats refresh 30s
    """
        .formatted(at.socket(), at.clients(), BACKEND, servers(manner, at), at.page());
  }

  private static String servers(Manner manner, Addresses at) {
    return """
    backend %s
    %s    option tcp-check
        tcp-check connect
        tcp-check send AUTH\\ %s\\r\\n
        tcp-check send PING\\r\\n
        tcp-check expect string +PONG
        tcp-check send QUIT\\r\\n
        tcp-check expect string +OK
        server redis-server1 127.0.0.1:%d %s
        server redis-server2 127.0.0.1:%d %s
    """
        .formatted(
            BACKEND,
            manner.backend,
            ContenderSetup.PASSWORD,
            at.master(),
            manner.first,
            at.backup(),
            manner.second);
  }
}
