package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import io.redisfailover.proxy.check.MisbehavingServer.Client;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named checks of the comparison: each answer of a server meets each way to expect one. */
final class ConformanceRows {
  /** What servers say to PING, by what it is. */
  private static final Map<String, Behaviour> SERVERS = new LinkedHashMap<>();

  static {
    SERVERS.put("pong", answering(client -> client.says("+PONG\r\n")));
    SERVERS.put(
        "pong in pieces",
        answering(client -> {
          client.says("+PO");
          client.pauses(30);
          client.says("NG\r\n");
        }));
    SERVERS.put("error", answering(client -> client.says("-ERR no such thing\r\nmore\r\n")));
    SERVERS.put(
        "error, then close",
        answering(client -> {
          client.says("-ERR no such thing\r\nmore\r\n");
          client.saysNoMore();
        }));
    SERVERS.put(
        "more than a check can hold", answering(client -> client.says("+" + "x".repeat(30_000))));
    SERVERS.put("close", answering(Client::saysNoMore));
    SERVERS.put(
        "reset",
        answering(client -> {
          client.pauses(30);
          client.resets();
        }));
    SERVERS.put(
        "bytes, then reset",
        answering(client -> {
          client.says("\0\u0001\u00ff,\"\u00fc");
          client.pauses(30);
          client.resets();
        }));
    SERVERS.put("silent", answering(client -> {}));
  }

  /** What follows on {@code connect} and {@code send PING\r\n}. */
  private static final List<List<String>> ENDS =
      List.of(
          List.of("expect string +PONG"),
          List.of("expect !string -ERR"),
          List.of("expect rstring .", "send QUIT\\r\\n", "expect string +OK"),
          List.of("expect ! string +PONG comment not\\ this"),
          List.of("expect min-recv 3 ! string -ERR"),
          List.of("expect min-recv 0 string +PONG"),
          List.of("expect min-recv 5 string +PONG"),
          List.of("expect rstring ^\\+PONG"),
          List.of("expect rstring ^\\+PONG$"),
          List.of("expect !rstring ^-"),
          List.of("expect rstring 'such.*more'"),
          List.of("expect rstring (?s)such.*more"),
          List.of("expect rstring [[:alpha:]]{4}"),
          List.of("expect min-recv 1 rstring x*"),
          List.of("expect binary 2b504f4e47"),
          List.of("expect ! binary 2d455252"),
          List.of("expect rbinary 2B504F4E47"),
          List.of("expect rbinary 00.*FF"),
          List.of("expect min-recv 2 rbinary 2b"),
          List.of("expect string-lf +%[str(PONG)]"),
          List.of("expect ! string-lf %[str(-ERR)]"),
          List.of("expect string-lf %[var(check.nothing)]"),
          List.of("expect binary-lf %[str(+PONG),hex]"),
          List.of("expect binary-lf xyz error-status L7STS"),
          List.of("set-var(check.a) str(+PONG)", "expect string-lf %[var(check.a)]"),
          List.of("expect ok-status L7OKC on-success yes\\ %s string +PONG"),
          List.of("expect ok-status L6OK error-status L6RSP tout-status L6TOUT string +PONG"),
          List.of("expect ok-status L4OK error-status L4CON tout-status L4TOUT string +PONG"),
          List.of(
              "expect min-recv 1 error-status L7STS string +PONG status-code int(503)"
                  + " on-error %b/%s:\\ %[res.payload(0,0),cut_crlf] comment c"),
          List.of("expect string +PONG status-code res.payload(1,3)"),
          List.of("expect error-status L7OKC string +PONG"),
          List.of("expect ! string x", "expect string +PONG"),
          List.of("expect ! string -ERR", "comment next", "expect string +PONG"),
          List.of("expect string +P", "send QUIT\\r\\n", "expect string +OK"),
          List.of("comment c", "send QUIT\\r\\n", "expect string +OK"),
          List.of("send-lf %[str(QUIT)]\\r\\n comment c", "expect string +OK"),
          List.of("send-binary-lf xyz", "expect string +OK"),
          List.of("send-lf %[var(check.nothing)]", "expect string +PONG"),
          List.of("expect string +PONG", "connect linger", "send QUIT\\r\\n", "expect string +OK"),
          List.of("expect string \"+PONG\"", "connect", "comment end"),
          List.of("expect comment '" + "long ".repeat(40) + "' min-recv 1 string +OK"));

  private ConformanceRows() {}

  static List<ConformanceCase> all() {
    List<ConformanceCase> rows = new ArrayList<>();
    SERVERS.forEach((name, server) -> {
      for (List<String> end : ENDS) {
        List<String> script = new ArrayList<>(List.of("connect", "send PING\\r\\n"));
        script.addAll(end);
        rows.add(new ConformanceCase(name + " / " + String.join("; ", end), server, script));
      }
      rows.add(
          new ConformanceCase(name + " / redis-check", server, List.of(CheckScript.REDIS_CHECK)));
      rows.add(
          new ConformanceCase(
              name + " / no connect, comment first",
              server,
              List.of("comment c", "send PING\\r\\n", "expect string +PONG")));
    });
    for (CheckConformanceTest.Row row : CheckConformanceTest.VERDICTS) {
      rows.add(new ConformanceCase(row.server(), row.behaviour(), row.script()));
    }
    for (CheckConformanceTest.Row row : CheckConformanceTest.TIMEOUTS) {
      rows.add(new ConformanceCase(row.server(), row.behaviour(), row.script()));
    }
    return rows;
  }

  /** Says {@code +OK} to QUIT; to anything else, what it is made for. */
  private static Behaviour answering(Behaviour answer) {
    return client -> {
      while (true) {
        if (client.awaitsOneOf(List.of("PING\r\n", "QUIT\r\n")).equals("QUIT\r\n")) {
          client.says("+OK\r\n");
        } else {
          answer.serve(client);
        }
      }
    };
  }
}
