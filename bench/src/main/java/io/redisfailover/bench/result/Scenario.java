package io.redisfailover.bench.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.redisfailover.realredis.process.DiskMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happens to the first server, and its failback. */
public enum Scenario {
  /** Killed; started again with everything that its append-only file has. */
  KILL_AOF("kill-aof", Kind.KILL, DiskMode.AOF, Duration.ofSeconds(8)),
  /** Killed; started again, empty. */
  KILL_NONE("kill-none", Kind.KILL, DiskMode.NONE, Duration.ofSeconds(8)),
  /** Killed; a supervisor starts it again, empty, before most checks notice. */
  KILL_QUICK("kill-quick", Kind.KILL, DiskMode.NONE, Duration.ofMillis(500)),
  /** Stopped (SIGSTOP), and let go on. */
  STOP("stop", Kind.STOP, DiskMode.AOF, Duration.ofSeconds(10)),
  /** Nothing fails: an operator moves the traffic to the second server and back. */
  PLANNED("planned", Kind.PLANNED, DiskMode.AOF, Duration.ofSeconds(3));

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
  private final DiskMode persistence;
  private final Duration outage;

  Scenario(String text, Kind kind, DiskMode persistence, Duration outage) {
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
  public DiskMode persistence() {
    return persistence;
  }

  /** {@return from the end of the fault to the failback} */
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
