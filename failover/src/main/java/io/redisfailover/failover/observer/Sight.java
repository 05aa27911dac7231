package io.redisfailover.failover.observer;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Optional;

/**
 * What an observer remembers of one server.
 *
 * @param newest the newest view
 * @param lastHeard when the newest view was sent in which the server answered anything at all
 * @param failingSince when the first view was sent of the present row of views without any answer
 * @param linkDownSince when the first view was sent of the present row of answers that say that its
 *     link to a master is down
 * @param goneSince when the first view was sent of the present row of views without any answer in
 *     which the dial was refused: from there on its process does not run, or has been started anew
 */
public record Sight(
    Optional<View> newest,
    Optional<Instant> lastHeard,
    Optional<Instant> failingSince,
    Optional<Instant> linkDownSince,
    Optional<Instant> goneSince) {
  /** Nothing seen yet. */
  public static final Sight NONE =
      new Sight(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Takes a view in. One that was sent before the newest is passed over.
   *
   * @param view the view
   * @return what is remembered from here on
   */
  public Sight seen(View view) {
    if (newest.isPresent() && view.sentAt().isBefore(newest.get().sentAt())) {
      return this;
    }
    boolean heard =
        view.answer() instanceof Answer.Answered || view.answer() instanceof Answer.Errored;
    return new Sight(
        Optional.of(view),
        heard ? Optional.of(view.sentAt()) : lastHeard,
        heard ? Optional.empty() : failingSince.or(() -> Optional.of(view.sentAt())),
        linkDown(view),
        gone(view));
  }

  private Optional<Instant> gone(View view) {
    return switch (view.answer()) {
      case Answer.Refused refused -> goneSince.or(() -> Optional.of(view.sentAt()));
      case Answer.Silent silent -> goneSince;
      default -> Optional.empty();
    };
  }

  private Optional<Instant> linkDown(View view) {
    if (!(view.answer() instanceof Answer.Answered(ServerState state))) {
      return linkDownSince;
    }
    boolean up = state.role() instanceof ServerState.Replica replica && replica.linkUp();
    return up ? Optional.empty() : linkDownSince.or(() -> Optional.of(view.sentAt()));
  }

  /** {@return what the server said of itself, if its newest view is an answer} */
  public Optional<ServerState> state() {
    return newest.flatMap(View::state);
  }

  /** {@return whether the newest view is an answer that says what the server is} */
  public boolean answered() {
    return newest.filter(View::answered).isPresent();
  }

  /** {@return whether the server was refused at its newest view: nobody listens there} */
  public boolean refused() {
    return newest.filter(view -> view.answer() instanceof Answer.Refused).isPresent();
  }
}
