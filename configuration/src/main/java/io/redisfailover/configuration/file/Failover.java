package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.ByteSize;
import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.failover.view.Node;
import java.time.Duration;

/** When and where to fail over, and back. */
public record Failover(
    @Key(
            value =
                "A standby that is known to be further behind the dead server is not promoted without an answer.",
            fallback = "16Mi")
        ByteSize maxLag,
    @Key("How death is noticed.") Detection detection,
    @Key(value = "The server that is to be active when both could be.", fallback = "Master")
        Node preferred,
    @Key("The way back to the preferred server.") Failback failback) {

  /** How death is noticed. */
  public record Detection(
      @Key(
              value =
                  "Silence that counts as death. A refused or closed connection counts at once.",
              fallback = "1500ms",
              min = "500ms",
              max = "10m")
          Duration timeout) {}

  /** The way back. */
  public record Failback(
      @Key(
              value =
                  "`Automatic`: by a planned switch, once the preferred server is in sync; nothing is lost. `Manual`: never by itself.",
              fallback = "Automatic")
          Policy policy,
      @Key(
              value = "How long the preferred server must have been in sync before.",
              fallback = "30s",
              max = "24h")
          Duration delay) {}

  /** Whether to go back by itself. */
  public enum Policy {
    /** By a planned switch. */
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
