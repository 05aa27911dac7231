package io.redisfailover.proxy.relay;

import io.redisfailover.failover.view.Node;

/**
 * Hears what happens to sessions. Called on the event loops of the byte path, by several threads at
 * a time: must be safe for threads, must not block and must not throw.
 *
 * <p>For each session: {@link #opened} once, {@link #ended} once and last. {@link #holdStarted} and
 * {@link #holdEnded} alternate. {@link #connected} at most once.
 */
public interface SessionObserver {
  /** A client was accepted. */
  void opened();

  /** A client was turned away because a limit is reached; nothing else is said of it. */
  void refusedByLimit();

  /** A session began to wait for the route. */
  void holdStarted();

  /** A held session waits no longer. */
  void holdEnded();

  /** A dial began. */
  void dialling(Target target);

  /** A dial failed. */
  void dialFailed(Target target);

  /** A session whose dial had failed dials again; {@code moved} when another server is dialled. */
  void dialRepeated(Target target, boolean moved);

  /** A session reached its server. */
  void connected(Node node);

  /** Bytes came from a client. */
  void bytesIn(Node node, int count);

  /** Bytes came from a server. */
  void bytesOut(Node node, int count);

  /** A session is over. */
  void ended(SessionEnd end);
}
