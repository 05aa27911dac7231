package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.stats.export.HaproxyRow;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The texts of {@code show sess} and {@code show errors}. HAProxy's flags, timers and calls of a
 * session are its own; they are 0 or empty here.
 */
final class SessionText {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter TO_THE_MICROSECOND =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSSSSS", Locale.ROOT);

  private SessionText() {}

  /** {@return a session's number as the commands write it} */
  static String id(OpenSession session) {
    return "0x" + Long.toHexString(session.id());
  }

  /** {@return a line for each session} */
  static String list(List<OpenSession> sessions, StatusSnapshot status) {
    return sessions.stream().map(session -> line(session, status)).collect(Collectors.joining());
  }

  private static String line(OpenSession session, StatusSnapshot status) {
    String proxy = status.frontend().name();
    Duration age = Duration.between(session.acceptedAt(), status.at());
    return id(session)
        + ": proto="
        + protocol(session.client())
        + " src="
        + address(session.client())
        + " fe="
        + proxy
        + " be="
        + proxy
        + " srv="
        + session.server().map(Server::displayName).orElse("<none>")
        + " ts=00 epoch=0 age="
        + age(age)
        + " calls=0 rate=0 cpu=0 lat=0"
        + " rq[f=0h,i=0,an=00h,rx=,wx=,ax=] rp[f=0h,i=0,an=00h,rx=,wx=,ax=]"
        + " scf=[8,0h,fd=-1] scb=[8,0h,fd=-1] exp= rc=0 c_exp=\n";
  }

  /** {@return everything that is known of one session, in HAProxy's shape} */
  static String whole(OpenSession session, StatusSnapshot status, ZoneId zone) {
    String proxy = status.frontend().name() + " (id=" + HaproxyRow.PROXY_ID + " mode=tcp)";
    Optional<Server> server = session.server();
    return """
    %s: [%s] id=%d proto=%s source=%s
      flags=0x0, conn_retries=0, conn_exp=<NEVER> phase=%c
      frontend=%s, listener=? (id=1) addr=%s
      backend=%s
      server=%s
      task=%s (state=0x00 nice=0 calls=0 rate=0 exp=<NEVER> age=%s)
      req=%s (f=0x0 an=0x0 pipe=0 tofwd=-1 total=%d)
      res=%s (f=0x0 an=0x0 pipe=0 tofwd=-1 total=%d)
    """
        .formatted(
            id(session),
            TO_THE_MICROSECOND.format(session.acceptedAt().atZone(zone)),
            session.id(),
            protocol(session.client()),
            address(session.client()),
            session.phase().letter(),
            proxy,
            status.frontend().address(),
            proxy,
            server
                .map(each ->
                    "%s (id=%d) addr=%s"
                        .formatted(each, HaproxyRow.id(each), status.server(each).endpoint()))
                .orElse("<NONE> (id=-1)"),
            id(session),
            age(Duration.between(session.acceptedAt(), status.at())),
            id(session),
            session.bytesIn(),
            id(session),
            session.bytesOut());
  }

  /** {@return the captured errors: nothing is captured, because nothing is parsed} */
  static String errors(Instant now, ZoneId zone) {
    return "Total events captured on [" + DAY_AND_TIME.format(now.atZone(zone)) + "] : 0\n";
  }

  private static String protocol(InetSocketAddress client) {
    return client.getAddress() instanceof Inet6Address ? "tcpv6" : "tcpv4";
  }

  private static String address(InetSocketAddress client) {
    return client.getAddress().getHostAddress() + ":" + client.getPort();
  }

  /** {@return the two largest units, as HAProxy shows them} */
  private static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + "d" + age.toHoursPart() + "h";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h" + age.toMinutesPart() + "m";
    }
    return age.toMinutes() > 0
        ? age.toMinutes() + "m" + age.toSecondsPart() + "s"
        : Math.max(0, age.toSeconds()) + "s";
  }
}
