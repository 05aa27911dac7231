package io.redisfailover.controller.redis;

import io.redisfailover.failover.policy.controller.ServerFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings that the protocol needs of a server, and what was found at its adoption.
 *
 * @param persistence what it writes to its disk
 * @param found the value of each needed setting before anything was changed; one that this version
 *     of the server does not know is missing
 * @param changed settings that were set, as {@code name: old -> new}
 * @param faults one sentence for each setting that is wrong and could not be set
 * @param traits what both servers should have in common
 * @param essentialMissing whether one of the faults makes failing over unsafe
 */
public record SettingsReport(
    ServerFacts.Persistence persistence,
    Map<String, String> found,
    List<String> changed,
    List<String> faults,
    ServerTraits traits,
    boolean essentialMissing) {

  /** Copies the collections. */
  public SettingsReport {
    found = Map.copyOf(found);
    changed = List.copyOf(changed);
    faults = List.copyOf(faults);
  }

  /**
   * One setting that the protocol needs.
   *
   * @param name the name that {@code CONFIG} knows
   * @param value what it must be
   * @param fits what else is as good
   * @param essential whether failing over is unsafe without it
   * @param why what it is needed for, to follow the word "because"
   */
  record Needed(String name, String value, Fits fits, boolean essential, String why) {
    boolean metBy(String actual) {
      return switch (fits) {
        case EXACTLY -> actual.equals(value);
        case AT_LEAST -> number(actual) >= number(value);
        // Zero stands for no limit.
        case AT_MOST -> number(actual) > 0 && number(actual) <= number(value);
      };
    }

    private static long number(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException notANumber) {
        return -1;
      }
    }
  }

  /** Which values are as good as the needed one. */
  enum Fits {
    /** No other. */
    EXACTLY,
    /** Larger numbers. */
    AT_LEAST,
    /** Smaller numbers. */
    AT_MOST
  }

  /** Bytes of history that a replica may be away for. */
  private static final String BACKLOG_BYTES = Long.toString(16L << 20);

  /** Needed unless somebody wants it otherwise, and is told what it costs. */
  static final Needed READ_ONLY =
      exact("replica-read-only", "yes", true, "writes to a standby would be lost silently");

  /** What every server must have. Source: failover.md 2.8. */
  static final List<Needed> NEEDED =
      List.of(
          READ_ONLY,
          exact(
              "repl-ping-replica-period",
              "1",
              true,
              "the standby must notice a silent active server"),
          exact(
              "min-replicas-to-write",
              "0",
              true,
              "a promoted server has no replica and must accept writes"),
          new Needed(
              "repl-backlog-size",
              BACKLOG_BYTES,
              Fits.AT_LEAST,
              false,
              "a server that was away should catch up without a full copy"),
          exact(
              "repl-backlog-ttl", "0", false, "a server without a replica would drop its backlog"),
          exact("repl-diskless-sync-delay", "0", false, "a full copy should start at once"),
          exact("repl-diskless-load", "disabled", false, "an interrupted copy must not cost data"),
          exact(
              "replica-lazy-flush",
              "yes",
              false,
              "a server that empties its data for a full copy would answer nothing meanwhile"),
          exact(
              "stop-writes-on-bgsave-error", "no", false, "a full disk would keep the replica out"),
          exact(
              "shutdown-timeout",
              "10",
              false,
              "a server that shuts down should wait for its replica"));

  /** Needed besides where nothing is persisted. */
  static final Needed WITHOUT_PERSISTENCE =
      exact("rdb-del-sync-files", "yes", false, "an old copy would be loaded after a restart");

  /**
   * A server that runs a script answers with BUSY after this time, and with nothing before. Two
   * thirds leave a probe time to hear it. The name is known to all releases; from 7.0 on it stands
   * for {@code busy-reply-threshold}.
   *
   * @param detectionTimeout silence after which a server counts as failed
   */
  static Needed busyReply(Duration detectionTimeout) {
    return new Needed(
        "lua-time-limit",
        Long.toString(detectionTimeout.toMillis() * 2 / 3),
        Fits.AT_MOST,
        false,
        "a server that runs a long script would count as failed");
  }

  private static Needed exact(String name, String value, boolean essential, String why) {
    return new Needed(name, value, Fits.EXACTLY, essential, why);
  }
}
