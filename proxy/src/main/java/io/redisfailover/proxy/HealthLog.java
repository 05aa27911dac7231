package io.redisfailover.proxy;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.HealthLines;
import io.redisfailover.proxy.check.HealthLines.Usable;
import io.redisfailover.proxy.config.Syslog;
import io.redisfailover.proxy.log.LogEvent;
import io.redisfailover.proxy.routing.ServerAdmin;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Tells syslog of the changes of the servers by their checks. Used on one event loop. */
final class HealthLog {
  private static final String BY_HAND = ", changed from CLI";

  private final String proxy;
  private final SessionRecorder counts;
  private final Function<Server, ServerAdmin> admin;
  private final BooleanSupplier eachCheck;
  private final Map<Server, CheckedServer> known = new EnumMap<>(Server.class);

  /**
   * A log in which nothing was written yet.
   *
   * @param proxy the name of the pair
   * @param counts tells of sessions, and takes the lines
   * @param admin what an administrator has set for a server
   * @param eachCheck whether each change of a check is a line, too; then it has the reason
   */
  HealthLog(
      String proxy,
      SessionRecorder counts,
      Function<Server, ServerAdmin> admin,
      BooleanSupplier eachCheck) {
    this.proxy = proxy;
    this.counts = counts;
    this.admin = admin;
    this.eachCheck = eachCheck;
  }

  /** What a server is before its first check, or by its checks so far. */
  void begin(Server server, CheckedServer now) {
    known.put(server, now);
  }

  /** A check has ended, or as many connections failed as count for one. */
  void checked(Server server, CheckedServer now) {
    CheckedServer before = known.getOrDefault(server, now);
    Optional<CheckResult> result = now.last();
    boolean each = eachCheck.getAsBoolean();
    boolean changed =
        !now.health().equals(before.health()) || now.conditional() != before.conditional();
    if (each && changed && result.isPresent()) {
      say(Syslog.Level.NOTICE, HealthLines.ofCheck(proxy, server, result.get(), now));
    }
    change(server, now, each ? "" : result.map(HealthLines::reason).orElse(""));
  }

  /** An administrator has set the health. */
  void forced(Server server, CheckedServer now) {
    change(server, now, BY_HAND);
  }

  private void change(Server server, CheckedServer now, String why) {
    CheckedServer before = known.getOrDefault(server, now);
    Usable had = usable();
    known.put(server, now);
    Usable has = usable();
    long held = counts.frontend().held();
    if (before.health().isUp() && !now.health().isUp()) {
      long sessions = counts.sessionsOf(server);
      say(Syslog.Level.ALERT, HealthLines.down(proxy, server, why, has, sessions, held));
    } else if (before.takesNewSessions() && !now.takesNewSessions()) {
      say(Syslog.Level.NOTICE, HealthLines.stopping(proxy, server, why, has, held));
    } else if (!before.takesNewSessions() && now.takesNewSessions()) {
      say(Syslog.Level.NOTICE, HealthLines.gained(proxy, server, why, has, held));
    }
    if (!had.isNone() && has.isNone()) {
      say(Syslog.Level.EMERG, HealthLines.noServer(proxy));
    }
  }

  private Usable usable() {
    return new Usable(usable(Server.MASTER), usable(Server.BACKUP));
  }

  private int usable(Server server) {
    ServerAdmin set = admin.apply(server);
    CheckedServer checked = known.get(server);
    boolean takes =
        checked != null
            && checked.takesNewSessions()
            && set.state() == ServerAdmin.State.READY
            && !set.isDrained();
    return takes ? 1 : 0;
  }

  private void say(Syslog.Level level, String line) {
    counts.changed(new LogEvent(level, line));
  }
}
