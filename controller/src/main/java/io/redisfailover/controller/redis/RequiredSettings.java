package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.policy.controller.ServerFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a running server over: reads the settings that the protocol needs and sets those that
 * differ, for the running process only. Touches neither its role nor its data nor its configuration
 * file.
 */
public final class RequiredSettings {
  private final ServerAccess access;
  private final boolean mayBeWritable;
  private final Duration detectionTimeout;

  /**
   * The adoption of one server, which refuses writes while it is a replica.
   *
   * @param access which
   * @param detectionTimeout silence after which a server counts as failed
   */
  public RequiredSettings(ServerAccess access, Duration detectionTimeout) {
    this(access, false, detectionTimeout);
  }

  /**
   * The adoption of one server.
   *
   * @param access which
   * @param mayBeWritable whether its own {@code replica-read-only} stands
   * @param detectionTimeout silence after which a server counts as failed
   */
  public RequiredSettings(ServerAccess access, boolean mayBeWritable, Duration detectionTimeout) {
    this.detectionTimeout = detectionTimeout;
    this.access = access;
    this.mayBeWritable = mayBeWritable;
  }

  /**
   * Reads and sets. May be repeated: a server that has everything is only read.
   *
   * @return what was found, set, and could not be set
   * @throws NoAnswerException when the server cannot be asked
   */
  public SettingsReport settings() throws NoAnswerException {
    return report(true);
  }

  /**
   * Reads, and tries for each setting that differs whether it could be set, by setting it to what
   * it is. Nothing changes.
   *
   * @return what {@link #settings} would find and could not set; nothing is in its {@code changed}
   * @throws NoAnswerException when the server cannot be asked
   */
  public SettingsReport trial() throws NoAnswerException {
    return report(false);
  }

  private SettingsReport report(boolean change) throws NoAnswerException {
    try (JedisRedisConnection connection = access.connect()) {
      ServerTraits traits = ServerTraits.of(connection);
      ServerFacts.Persistence persistence = persistence(traits.settings());
      Findings findings = new Findings();
      for (SettingsReport.Needed setting : needed(persistence)) {
        adopt(connection, setting, change, findings);
      }
      if (!traits.settings().getOrDefault("requirepass", "").isEmpty()) {
        requireLogin(connection, findings);
      }
      return new SettingsReport(
          persistence,
          findings.found,
          findings.changed,
          findings.faults,
          traits,
          findings.essentialMissing);
    }
  }

  private List<SettingsReport.Needed> needed(ServerFacts.Persistence persistence) {
    List<SettingsReport.Needed> needed = new ArrayList<>(SettingsReport.NEEDED);
    needed.add(SettingsReport.busyReply(detectionTimeout));
    if (mayBeWritable) {
      needed.remove(SettingsReport.READ_ONLY);
    }
    if (persistence == ServerFacts.Persistence.NONE) {
      needed.add(SettingsReport.WITHOUT_PERSISTENCE);
    }
    return needed;
  }

  private void adopt(
      JedisRedisConnection connection,
      SettingsReport.Needed setting,
      boolean change,
      Findings findings)
      throws NoAnswerException {
    Reply reply = connection.call("CONFIG", "GET", setting.name());
    Optional<String> value = value(reply);
    value.ifPresent(text -> findings.found.put(setting.name(), text));
    if (reply.isError()) {
      findings.fault(
          setting, fault(setting, "cannot be read (" + ErrorReply.parse(reply.text()) + ")"));
    } else if (value.isPresent() && !setting.metBy(value.get())) {
      String wanted = change ? setting.value() : value.get();
      Reply set = connection.call("CONFIG", "SET", setting.name(), wanted);
      if (set.isError()) {
        findings.fault(
            setting,
            fault(
                setting,
                "is " + value.get() + " and cannot be set (" + ErrorReply.parse(set.text()) + ")"));
      } else if (change) {
        findings.changed.add(setting.name() + ": " + value.get() + " -> " + setting.value());
      }
    }
  }

  /** Grows while the settings are gone through. */
  private static final class Findings {
    private final Map<String, String> found = new LinkedHashMap<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private boolean essentialMissing;

    private void fault(SettingsReport.Needed setting, String sentence) {
      faults.add(sentence);
      essentialMissing |= setting.essential();
    }
  }

  /** {@return what a server with these settings keeps on its disk} */
  static ServerFacts.Persistence persistence(Map<String, String> settings) {
    String appendOnly = settings.get("appendonly");
    String save = settings.get("save");
    if (appendOnly == null || save == null) {
      return ServerFacts.Persistence.UNKNOWN;
    }
    if (appendOnly.equals("yes")) {
      return ServerFacts.Persistence.AOF;
    }
    return save.isEmpty() ? ServerFacts.Persistence.NONE : ServerFacts.Persistence.RDB;
  }

  /**
   * {@return the value in a reply to {@code CONFIG GET} of one name, printable and shortened: it is
   * quoted in sentences} The reply is the name and the value, or nothing for a name that the server
   * does not know.
   */
  static Optional<String> value(Reply reply) {
    int end = reply.text().indexOf('\n');
    return reply.isError() || end < 0
        ? Optional.empty()
        : Optional.of(Printable.shortened(reply.text().substring(end + 1)));
  }

  /** A server that never was a replica may lack it, and nobody notices before a role change. */
  private void requireLogin(JedisRedisConnection connection, Findings findings)
      throws NoAnswerException {
    boolean lacks = value(connection.call("CONFIG", "GET", "masterauth")).equals(Optional.of(""));
    if (lacks) {
      findings.faults.add(
          "%s: masterauth is empty, and the servers ask for a password (requirepass), so it could not copy from %s after a role change, and there would be no standby; run CONFIG SET masterauth PASSWORD on it, and keep it in its configuration."
              .formatted(access.server(), access.server().other()));
    }
  }

  private String fault(SettingsReport.Needed setting, String what) {
    return ("%s: %s should be %s because %s, but it %s;"
            + " set it in the server's configuration, or allow the user CONFIG.")
        .formatted(access.server(), setting.name(), setting.value(), setting.why(), what);
  }
}
