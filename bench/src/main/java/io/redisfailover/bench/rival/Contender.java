package io.redisfailover.bench.rival;

import com.fasterxml.jackson.annotation.JsonValue;
import io.redisfailover.realredis.process.DiskMode;
import java.nio.file.Path;

/** Who is compared. */
public enum Contender {
  /** HAProxy as the scheme that this project replaces has it. */
  HAPROXY_DEFAULT("haproxy-default") {
    @Override
    public ContenderSetup start(
        Path folder, DiskMode persistence, boolean returnsByItself, Builds builds) {
      return HaproxyStage.start(folder, persistence, HaproxyConfig.Manner.DEFAULT);
    }
  },
  /** The same scheme with every option that makes HAProxy fast. */
  HAPROXY_TUNED("haproxy-tuned") {
    @Override
    public ContenderSetup start(
        Path folder, DiskMode persistence, boolean returnsByItself, Builds builds) {
      return HaproxyStage.start(folder, persistence, HaproxyConfig.Manner.TUNED);
    }
  },
  /** The standalone process of an older build of this project. */
  BASELINE("baseline") {
    @Override
    public ContenderSetup start(
        Path folder, DiskMode persistence, boolean returnsByItself, Builds builds) {
      return OurStage.start(folder, persistence, returnsByItself, builds.baseline().orElseThrow());
    }
  },
  /** The standalone process of this build. */
  OURS("ours") {
    @Override
    public ContenderSetup start(
        Path folder, DiskMode persistence, boolean returnsByItself, Builds builds) {
      return OurStage.start(folder, persistence, returnsByItself, builds.ours());
    }
  };

  private final String text;

  Contender(String text) {
    this.text = text;
  }

  /** {@return its name in tables and files} */
  @JsonValue
  public String text() {
    return text;
  }

  /** {@return whether it needs HAProxy on this machine} */
  public boolean isHaproxy() {
    return this == HAPROXY_DEFAULT || this == HAPROXY_TUNED;
  }

  /**
   * Starts two empty servers and the contender in front of them, and waits until it serves and the
   * second server is in sync.
   *
   * @param folder an empty folder for everything
   * @param persistence how both servers keep their data
   * @param returnsByItself whether traffic returns to the first server without an order; HAProxy
   *     knows nothing else
   * @param builds what the contenders of this project run
   */
  public abstract ContenderSetup start(
      Path folder, DiskMode persistence, boolean returnsByItself, Builds builds);
}
