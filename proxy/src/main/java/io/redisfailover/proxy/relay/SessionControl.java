package io.redisfailover.proxy.relay;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * What an administrator may see and do of sessions. It opens nothing and changes no route, so that
 * it can come between any two orders of the {@link Relay}. For any thread; stages complete on some
 * event loop.
 */
public interface SessionControl {
  /** {@return every session, oldest first} */
  CompletionStage<List<OpenSession>> list();

  /**
   * Ends sessions as an administrator does, with {@link CloseReason#KILLED}.
   *
   * @param which those to end; called on several threads
   * @return how many have ended
   */
  CompletionStage<Integer> end(Predicate<OpenSession> which);

  /**
   * Limits the number of sessions; those above a lowered limit stay.
   *
   * @param most most sessions at once, at least 1
   */
  void limitSessions(int most);

  /** {@return the limit} */
  int sessionLimit();

  /**
   * Limits the connections of one server that sessions use, beside what the server takes; those
   * above a lowered limit stay.
   *
   * @param most most connections at once; 0 for no limit
   */
  void limitServerConnections(int most);

  /** {@return that limit; 0 for none} */
  int serverConnectionLimit();
}
