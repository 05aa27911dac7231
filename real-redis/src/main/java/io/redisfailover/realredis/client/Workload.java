package io.redisfailover.realredis.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several writers at the same time, and what they have seen. Used by one thread. */
public final class Workload implements AutoCloseable {
  private final List<Writer> writers = new ArrayList<>();
  private final Optional<String> password;

  /** Writers that do not log in. */
  public Workload() {
    this(Optional.empty());
  }

  /** Writers that log in with this password, if there is one. */
  public Workload(Optional<String> password) {
    this.password = password;
  }

  /**
   * Starts writers that write until {@link #stop}.
   *
   * @param prefix beginning of the names of these writers; no other writers have it
   * @param count how many
   * @param library of each of them
   * @param pacing of each of them
   * @param proxy where they connect
   * @return this
   */
  public Workload start(
      String prefix,
      int count,
      ClientLibrary library,
      ClientPacing pacing,
      InetSocketAddress proxy) {
    for (int i = 0; i < count; i++) {
      writers.add(new Writer(prefix + i, library, pacing, new ClientTarget(proxy, password)));
    }
    return this;
  }

  /** {@return the journal of each writer} */
  public List<Journal> journals() {
    return writers.stream().map(Writer::journal).toList();
  }

  /** Forgets the pauses and errors so far. */
  public void beginPhase() {
    journals().forEach(Journal::beginPhase);
  }

  /** {@return the longest pause of each writer in this phase} */
  public List<Duration> pauses() {
    return journals().stream().map(Journal::longestPause).toList();
  }

  /** {@return whether each writer had a write acknowledged that it sent after this moment} */
  public boolean allWroteAfter(long nanos) {
    return journals().stream().allMatch(journal -> journal.wroteAfter(nanos));
  }

  /** {@return whether each writer had so many writes acknowledged} */
  public boolean allWrote(int least) {
    return journals().stream()
        .allMatch(journal -> journal.acknowledgedWrites().cardinality() >= least);
  }

  /** {@return writes that were acknowledged so far} */
  public long acknowledged() {
    return journals().stream().mapToLong(it -> it.acknowledgedWrites().cardinality()).sum();
  }

  /** {@return failures in this phase} */
  public int errorsInPhase() {
    return journals().stream().mapToInt(Journal::errorsInPhase).sum();
  }

  /** Stops every writer after its command in flight. */
  public void stop() throws InterruptedException {
    for (Writer writer : writers) {
      writer.stop();
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
