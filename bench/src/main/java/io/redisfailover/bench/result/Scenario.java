package io.redisfailover.bench.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.redisfailover.testbed.redis.Persistence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happens to the first server, and its way back. */
public enum Scenario {
  /** Killed; started again with everything that its append-only file has. */
  KILL_AOF("kill-aof", Kind.KILL, Persistence.AOF, Duration.ofSeconds(8)),
  /** Killed; started again, empty. */
  KILL_NONE("kill-none", Kind.KILL, Persistence.NONE, Duration.ofSeconds(8)),
  /** Killed; a supervisor starts it again, empty, before most checks notice. */
  KILL_QUICK("kill-quick", Kind.KILL, Persistence.NONE, Duration.ofMillis(500)),
  /** Stopped (SIGSTOP), and let go on. */
  STOP("stop", Kind.STOP, Persistence.AOF, Duration.ofSeconds(10)),
  /** Nothing fails: an operator moves the traffic to the second server and back. */
  PLANNED("planned", Kind.PLANNED, Persistence.AOF, Duration.ofSeconds(3));

  /** What is done. */
  public enum Kind {
    /** SIGKILL and a start. */
    KILL,
    /** SIGSTOP and SIGCONT. */
    STOP,
    /** Two orders. */
    PLANNED
  }

  private final String text;
  private final Kind kind;
  private final Persistence persistence;
  private final Duration outage;

  Scenario(String text, Kind kind, Persistence persistence, Duration outage) {
    this.text = text;
    this.kind = kind;
    this.persistence = persistence;
    this.outage = outage;
  }

  /** {@return the scenario of this name, if there is one} */
  public static Optional<Scenario> named(String text) {
    return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
  }

  /** {@return every name, separated by commas} */
  public static String names() {
    return Arrays.stream(values()).map(Scenario::text).collect(Collectors.joining(","));
  }

  /** {@return all of them} */
  public static List<Scenario> all() {
    return List.of(values());
  }

  /** {@return its name on the command line, in tables and files} */
  @JsonValue
  public String text() {
    return text;
  }

  /** {@return what is done} */
  public Kind kind() {
    return kind;
  }

  /** {@return how both servers keep their data} */
  public Persistence persistence() {
    return persistence;
  }

  /** {@return from the fault to the way back} */
  public Duration outage() {
    return outage;
  }

  /** {@return whether traffic is to return without an order} */
  public boolean returnsByItself() {
    return kind != Kind.PLANNED;
  }

  /** {@return how many acknowledged writes one connection may lose, by docs/protocol.md} */
  public int allowedPerConnection() {
    return kind == Kind.PLANNED ? 0 : 1;
  }
}
