package io.redisfailover.bench.result;

import com.fasterxml.jackson.annotation.JsonValue;

/** What {@code bench/detection} does to servers and proxies though nothing fails. */
public enum Disturbance {
  /** Nothing. */
  NONE("none"),
  /** One snapshot after the other of a large data set, which is overwritten meanwhile. */
  BGSAVE("BGSAVE"),
  /** The disk of the active server, which flushes after each write, stalls for 1 s each 5 s. */
  DISK("disk stalls 1 s"),
  /** The active server gets half of a processor. */
  CPU_SERVER("server at 50 % CPU"),
  /** Each proxy gets half of a processor. */
  CPU_PROXY("proxies at 50 % CPU"),
  /** A command of 0.3 s each 5 s. */
  COMMAND_300("command of 0.3 s", 300),
  /** A command of 1 s each 5 s. */
  COMMAND_1000("command of 1 s", 1_000),
  /** A command of 2 s each 5 s. */
  COMMAND_2000("command of 2 s", 2_000);

  private final String text;
  private final int commandMillis;

  Disturbance(String text) {
    this(text, 0);
  }

  Disturbance(String text, int commandMillis) {
    this.text = text;
    this.commandMillis = commandMillis;
  }

  /** {@return its name in tables and files} */
  @JsonValue
  public String text() {
    return text;
  }

  /** {@return how long its command takes, in milliseconds; 0 when it has none} */
  public int commandMillis() {
    return commandMillis;
  }
}
