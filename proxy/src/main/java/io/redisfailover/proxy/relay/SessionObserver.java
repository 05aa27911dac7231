package io.redisfailover.proxy.relay;

import io.redisfailover.failover.model.Server;

/**
 * Takes the events of sessions. It is called on the event loops of the byte path, by several
 * threads at a time: it must be safe for threads, must not block and must not throw.
 *
 * <p>For each session, {@link #opened} comes once and first, {@link #ended} once and last. {@link
 * #holdStarted} and {@link #holdEnded} alternate. {@link #connected} comes at most once.
 */
public interface SessionObserver {
  /** A client was accepted. */
  void opened();

  /** A client was closed because a limit was reached; it has no other event. */
  void rejected();

  /** A session began to wait for the route, or for a free connection of the server. */
  void holdStarted();

  /** A session waits no more. */
  void holdEnded();

  /** A dial began. */
  void dialling(DialTarget target);

  /** A dial failed. */
  void dialFailed(DialTarget target);

  /** A session whose dial had failed dials again; {@code moved} when it dials another server. */
  void dialRepeated(DialTarget target, boolean moved);

  /** A session reached its server. */
  void connected(Server server);

  /** Bytes arrived from a client. */
  void bytesIn(Server server, int count);

  /** Bytes arrived from a server. */
  void bytesOut(Server server, int count);

  /** A session ended. */
  void ended(SessionEnd end);
}
