package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.ByteSize;
import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.failover.model.Server;
import java.time.Duration;

/** When and where to fail over, and back. */
public record FailoverSection(
    @Key(
            value =
                "A standby further behind the failed server than this is promoted only by a decision of an administrator.",
            fallback = "16Mi")
        ByteSize maxLag,
    @Key("When a server counts as failed.") Detection detection,
    @Key(value = "The server that is active when both could be.", fallback = "Master", live = true)
        Server preferred,
    @Key(value = "The switchover back to the preferred server.", live = true) Failback failback) {

  /** When a server counts as failed. */
  public record Detection(
      @Key(
              value =
                  "Silence after which a server counts as failed. A refused or closed connection counts at once.",
              fallback = "1500ms",
              min = "500ms",
              max = "10m")
          Duration timeout) {}

  /** The way back. */
  public record Failback(
      @Key(
              value =
                  "`Automatic`: a switchover as soon as the preferred server is in sync; nothing is lost. `Manual`: only on request.",
              fallback = "Automatic")
          Policy policy,
      @Key(
              value = "How long the preferred server must be in sync first.",
              fallback = "30s",
              max = "24h")
          Duration delay) {}

  /** Whether to go back by itself. */
  public enum Policy {
    /** By a switchover. */
    AUTOMATIC("Automatic"),
    /** Only when asked. */
    MANUAL("Manual");

    private final String word;

    Policy(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
