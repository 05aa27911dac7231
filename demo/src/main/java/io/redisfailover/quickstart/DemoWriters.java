package io.redisfailover.quickstart;

import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.PreloadedKeys;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.client.WriteAudit;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The clients of the demo: they write through the proxy, and remember every acknowledgement. */
final class DemoWriters implements AutoCloseable {
  private final ClientTarget proxy;
  private final Workload workload = new Workload();

  /** Writes the keys that are there before, then starts {@code count} writers. */
  DemoWriters(int count, InetSocketAddress proxy) {
    this.proxy = ClientTarget.at(proxy);
    PreloadedKeys.write(this.proxy);
    workload.start("quickstart-", count, ClientLibrary.JEDIS, ClientPacing.IMMEDIATE, proxy);
  }

  /**
   * How one event interrupted the clients. A pause is the time from a client's last acknowledgement
   * before the event to its first one after it.
   *
   * @param median the median of the clients' pauses
   * @param longest the longest of them
   * @param errors failed commands, all clients together
   */
  record Pause(Duration median, Duration longest, int errors) {}

  /** Forgets the pauses and errors so far. */
  void beginPhase() {
    workload.beginPhase();
  }

  /** {@return the interruption since {@link #beginPhase}} */
  Pause pause() {
    List<Duration> pauses = workload.pauses().stream().sorted().toList();
    return new Pause(pauses.get(pauses.size() / 2), pauses.getLast(), workload.errorsInPhase());
  }

  /** {@return whether each client had a write acknowledged that it sent after this moment} */
  boolean allWroteAfter(long nanos) {
    return workload.allWroteAfter(nanos);
  }

  /** {@return writes that were acknowledged so far} */
  long acknowledged() {
    return workload.acknowledged();
  }

  /** {@return the keys of acknowledged writes that the proxy does not return} */
  Set<String> lost() {
    return WriteAudit.lost(workload.journals(), proxy);
  }

  /** {@return how many of the keys that were there before the proxy does not return} */
  int lostFromBefore() {
    return PreloadedKeys.lost(proxy);
  }

  /** Stops the clients after their writes in flight. */
  void stop() throws InterruptedException {
    workload.stop();
  }

  @Override
  public void close() {
    workload.close();
  }
}
