package io.redisfailover.testbed.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several writers at the same time. Used by one thread. */
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
   * Starts writers that go on until {@link #stop}.
   *
   * @param prefix begins the names of these writers, unlike those of every other
   * @param count how many
   * @param library what they use
   * @param manner how patient they are
   * @param proxy where they connect
   * @return this
   */
  public Workload start(
      String prefix,
      int count,
      ClientLibrary library,
      ClientManner manner,
      InetSocketAddress proxy) {
    for (int i = 0; i < count; i++) {
      writers.add(new Writer(prefix + i, library, manner, new Target(proxy, password)));
    }
    return this;
  }

  /** {@return what each writer has done and seen} */
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

  /** {@return whether every writer had a write acknowledged after this moment} */
  public boolean allWroteAfter(long nanos) {
    return journals().stream().allMatch(journal -> journal.wroteAfter(nanos));
  }

  /** {@return writes that were acknowledged so far} */
  public long acknowledged() {
    return journals().stream().mapToLong(it -> it.acknowledgedWrites().cardinality()).sum();
  }

  /** {@return failures in this phase} */
  public int errorsInPhase() {
    return journals().stream().mapToInt(Journal::errorsInPhase).sum();
  }

  /** Ends every writer. */
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
