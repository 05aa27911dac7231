package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Records the events of sessions. */
final class RecordingObserver implements SessionObserver {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<SessionEnd> ends = new CopyOnWriteArrayList<>();
  final AtomicLong in = new AtomicLong();
  final AtomicLong out = new AtomicLong();

  @Override
  public void opened() {
    events.add("opened");
  }

  @Override
  public void rejected() {
    events.add("rejected");
  }

  @Override
  public void holdStarted() {
    events.add("hold started");
  }

  @Override
  public void holdEnded() {
    events.add("hold ended");
  }

  @Override
  public void dialling(DialTarget target) {
    events.add("dialling " + target.server());
  }

  @Override
  public void dialFailed(DialTarget target) {
    events.add("dial failed " + target.server());
  }

  @Override
  public void dialRepeated(DialTarget target, boolean moved) {
    events.add(moved ? "redispatched" : "retried");
  }

  @Override
  public void connected(Server server) {
    events.add("connected " + server);
  }

  @Override
  public void bytesIn(Server server, int count) {
    in.addAndGet(count);
  }

  @Override
  public void bytesOut(Server server, int count) {
    out.addAndGet(count);
  }

  @Override
  public void ended(SessionEnd end) {
    events.add("ended");
    ends.add(end);
  }
}
