package io.redisfailover.proxy.routing;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What an administrator has set for a server. Only {@code RouteOnly} routes by it.
 *
 * @param state whether it may have sessions
 * @param weight 0 to 256; with 0 it gets no new sessions, and all others mean the same, because one
 *     server serves at a time
 */
public record ServerAdmin(State state, int weight) {
  /** HAProxy's largest weight. */
  public static final int MOST_WEIGHT = 256;

  /** As every server starts. */
  public static final ServerAdmin USUAL = new ServerAdmin(State.READY, 1);

  private static final String REFUSAL =
      "In mode Promote the data of the servers decides which one is active; to move the clients,"
          + " ask the controller for a switchover (--switchover SERVER).";

  /** Checks the weight. */
  public ServerAdmin {
    if (weight < 0 || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException("weight is " + weight + ", use 0 to " + MOST_WEIGHT);
    }
  }

  /** HAProxy's administrative states. */
  public enum State {
    /** Its check decides. */
    READY("ready"),
    /** It keeps its sessions and gets no new ones. */
    DRAIN("drain"),
    /** It counts as down. */
    MAINT("maint");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** {@return HAProxy's word for it} */
    public String word() {
      return word;
    }

    /** {@return the state of that word; absent when there is none} */
    public static Optional<State> of(String word) {
      return Stream.of(values()).filter(state -> state.word.equals(word)).findFirst();
    }
  }

  /** {@return the same with another state} */
  public ServerAdmin with(State other) {
    return new ServerAdmin(other, weight);
  }

  /** {@return the same with another weight} */
  public ServerAdmin withWeight(int other) {
    return new ServerAdmin(state, other);
  }

  /** {@return whether it is drained, by its state or by its weight} */
  public boolean isDrained() {
    return state == State.DRAIN || (state == State.READY && weight == 0);
  }

  /**
   * {@return why a proxy that promotes does not set this, in one sentence; empty when it changes
   * nothing} There the data of the servers decides.
   */
  static Optional<String> refusal(UnaryOperator<ServerAdmin> change) {
    return change.apply(USUAL).equals(USUAL) ? Optional.empty() : Optional.of(REFUSAL);
  }

  /** {@return what the server may be used for, if its check says this} */
  Availability limit(Availability byCheck) {
    if (state == State.MAINT) {
      return Availability.DOWN;
    }
    return isDrained() && byCheck == Availability.UP ? Availability.NO_NEW_SESSIONS : byCheck;
  }
}
