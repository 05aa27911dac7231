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

/**
 * Tells syslog of the changes of the servers, by their checks and by administrators. Used on one
 * event loop.
 */
final class HealthLog {
  private static final String BY_HAND = ", changed from CLI";

  private final String proxy;
  private final SessionRecorder counts;
  private final Function<Server, ServerAdmin> admin;
  private final BooleanSupplier eachCheck;
  private final Map<Server, CheckedServer> known = new EnumMap<>(Server.class);
  private final Map<Server, ServerAdmin> administered = new EnumMap<>(Server.class);

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
    administered.put(server, admin.apply(server));
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

  /** An administrator may have set the state of the server. */
  void administered(Server server) {
    ServerAdmin.State before = set(server).state();
    Usable had = usable();
    administered.put(server, admin.apply(server));
    ServerAdmin.State now = set(server).state();
    if (before == now) {
      return;
    }
    Usable has = usable();
    CheckedServer checked = known.get(server);
    boolean up = checked != null && checked.health().isUp();
    switch (now) {
      case MAINT -> maintained(server, up, before, has);
      case DRAIN, READY -> {
        if (before == ServerAdmin.State.MAINT) {
          say(Syslog.Level.NOTICE, HealthLines.maintained(proxy, server, up, now.name()));
        }
        if (now == ServerAdmin.State.DRAIN) {
          drained(server, up, before, has);
        } else if (before == ServerAdmin.State.DRAIN) {
          say(Syslog.Level.NOTICE, HealthLines.undrained(proxy, server, up));
        }
      }
    }
    sayWhenNoneIsLeft(had, has);
  }

  private void maintained(Server server, boolean up, ServerAdmin.State before, Usable has) {
    if (!up) {
      say(Syslog.Level.NOTICE, HealthLines.entersMaintenance(proxy, server));
      return;
    }
    say(
        before == ServerAdmin.State.READY ? Syslog.Level.ALERT : Syslog.Level.NOTICE,
        HealthLines.maintenance(
            proxy, server, has, counts.sessionsOf(server), counts.frontend().held()));
  }

  private void drained(Server server, boolean up, ServerAdmin.State before, Usable has) {
    say(
        Syslog.Level.NOTICE,
        before == ServerAdmin.State.MAINT
            ? HealthLines.remainsDrained(proxy, server)
            : HealthLines.drained(
                proxy, server, up, has, counts.sessionsOf(server), counts.frontend().held()));
  }

  private ServerAdmin set(Server server) {
    return administered.getOrDefault(server, ServerAdmin.USUAL);
  }

  private void change(Server server, CheckedServer now, String why) {
    CheckedServer before = known.getOrDefault(server, now);
    Usable had = usable();
    known.put(server, now);
    Usable has = usable();
    if (set(server).state() == ServerAdmin.State.MAINT) {
      return;
    }
    long held = counts.frontend().held();
    if (before.health().isUp() && !now.health().isUp()) {
      long sessions = counts.sessionsOf(server);
      say(Syslog.Level.ALERT, HealthLines.down(proxy, server, why, has, sessions, held));
    } else if (before.takesNewSessions() && !now.takesNewSessions()) {
      say(Syslog.Level.NOTICE, HealthLines.stopping(proxy, server, why, has, held));
    } else if (!before.takesNewSessions() && now.takesNewSessions()) {
      say(Syslog.Level.NOTICE, HealthLines.gained(proxy, server, why, has, held));
    }
    sayWhenNoneIsLeft(had, has);
  }

  private void sayWhenNoneIsLeft(Usable had, Usable has) {
    if (!had.isNone() && has.isNone()) {
      say(Syslog.Level.EMERG, HealthLines.noServer(proxy));
    }
  }

  private Usable usable() {
    return new Usable(usable(Server.MASTER), usable(Server.BACKUP));
  }

  private int usable(Server server) {
    ServerAdmin set = set(server);
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
