package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionObserver;
import io.redisfailover.proxy.relay.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers what it hears. */
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
  public void refusedByLimit() {
    events.add("refused");
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
  public void dialling(Target target) {
    events.add("dialling " + target.node());
  }

  @Override
  public void dialFailed(Target target) {
    events.add("dial failed " + target.node());
  }

  @Override
  public void dialRepeated(Target target, boolean moved) {
    events.add(moved ? "redispatched" : "retried");
  }

  @Override
  public void connected(Node node) {
    events.add("connected " + node);
  }

  @Override
  public void bytesIn(Node node, int count) {
    in.addAndGet(count);
  }

  @Override
  public void bytesOut(Node node, int count) {
    out.addAndGet(count);
  }

  @Override
  public void ended(SessionEnd end) {
    events.add("ended");
    ends.add(end);
  }
}
