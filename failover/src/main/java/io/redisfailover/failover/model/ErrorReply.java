package io.redisfailover.failover.model;

import java.util.Locale;

/**
 * An error that a server answered with, and what it means for the route.
 *
 * @param kind what sort of error it is
 * @param text the reply as it came, without the leading minus
 */
public record ErrorReply(Kind kind, String text) {

  /** The sorts of error that a probe can meet, by what they say about the server. */
  public enum Kind {
    /** Reading its data file: alive, not usable. */
    LOADING("LOADING"),
    /** Inside a long script: alive. */
    BUSY("BUSY"),
    /** Its last save failed: alive, refuses writes. */
    MISCONF("MISCONF"),
    /** A replica that serves no stale data: alive. */
    MASTERDOWN("MASTERDOWN"),
    /** A password is needed and none was given: a fault of the configuration. */
    NOAUTH("NOAUTH"),
    /** The password is not the right one: a fault of the configuration. */
    WRONGPASS("WRONGPASS"),
    /** The user may not do this: a fault of the configuration. */
    NOPERM("NOPERM"),
    /** Protected mode turned us away: a fault of the configuration. */
    DENIED("DENIED"),
    /** A replica that is read-only was asked to write. */
    READONLY("READONLY"),
    /** Over its memory limit: alive, refuses what needs memory. */
    OOM("OOM"),
    /** Not enough replicas are attached: alive, refuses writes. */
    NOREPLICAS("NOREPLICAS"),
    /** Its link to its primary is down, said to a replica that wanted to attach. */
    NOMASTERLINK("NOMASTERLINK"),
    /** {@code maxclients} is reached: alive, a limit of our own making. */
    MAX_CLIENTS("ERR max number of clients"),
    /** There is no such function library. */
    NO_LIBRARY("ERR Library not found"),
    /** It has no password; said to {@code AUTH} by a server that serves all the same. */
    NO_PASSWORD("ERR AUTH <password> called without any password configured"),
    /** Anything else. */
    OTHER("");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    private boolean begins(String text) {
      return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
  }

  /**
   * Sorts an error reply.
   *
   * @param text the reply, with or without the leading minus
   * @return its kind and text
   */
  public static ErrorReply parse(String text) {
    String body = text.startsWith("-") ? text.substring(1) : text;
    for (Kind kind : Kind.values()) {
      if (kind != Kind.OTHER && kind.begins(body)) {
        return new ErrorReply(kind, body);
      }
    }
    String lower = body.toLowerCase(Locale.ROOT);
    if (lower.contains("no password is set")) {
      return new ErrorReply(Kind.NO_PASSWORD, body);
    }
    if (lower.startsWith("err invalid password")) {
      return new ErrorReply(Kind.WRONGPASS, body);
    }
    return new ErrorReply(Kind.OTHER, body);
  }

  /**
   * {@return whether it says that the credentials or the configuration are wrong, not the server}
   */
  public boolean isConfigurationFault() {
    return switch (kind) {
      case NOAUTH, WRONGPASS, NOPERM, DENIED -> true;
      default -> false;
    };
  }

  /**
   * {@return whether the server said it while it goes on serving its role, so that {@code INFO} is
   * still read}
   */
  public boolean leavesServerUsable() {
    return switch (kind) {
      case MISCONF, MASTERDOWN, OOM, NOREPLICAS -> true;
      default -> false;
    };
  }

  /**
   * {@return whether it is what a server says that goes on as it was and cannot tell what it is}
   */
  public boolean hidesServerThatGoesOn() {
    return switch (kind) {
      case BUSY, MAX_CLIENTS -> true;
      default -> false;
    };
  }

  /** {@return the text for the middle of a sentence: without a full stop at its end} */
  @Override
  public String toString() {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
