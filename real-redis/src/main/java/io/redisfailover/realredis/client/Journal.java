package io.redisfailover.realredis.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Records the writes, acknowledgements and failures of one writer. Thread-safe. A pause is the time
 * from one acknowledgement to the next.
 */
public final class Journal {
  private final String name;
  private final ClientLibrary library;
  private final BitSet sent = new BitSet();
  private final BitSet acknowledged = new BitSet();
  private final BitSet appended = new BitSet();
  private final List<String> errors = new ArrayList<>();
  private long counted;
  private long countingUnknown;
  private long appendingUnknown;
  private long lastAckNanos = System.nanoTime();
  private long sentNanos = lastAckNanos;
  private long lastAckedSentNanos = lastAckNanos;
  private long longestPauseNanos;
  private int phaseErrors;
  private long[] ackNanos = new long[1024];
  private int acks;

  Journal(String name, ClientLibrary library) {
    this.name = name;
    this.library = library;
  }

  /** {@return the key of a write; no other write has it} */
  public String key(int number) {
    return "w:" + name + ":" + number;
  }

  /** {@return the value of a write} */
  static String value(int number) {
    return Integer.toString(number);
  }

  /** {@return the key of its counter} */
  public String counter() {
    return "c:" + name;
  }

  /** {@return the key of its list} */
  public String list() {
    return "l:" + name;
  }

  /** {@return the name of its writer} */
  public String name() {
    return name;
  }

  /** {@return the library of its client} */
  public ClientLibrary library() {
    return library;
  }

  synchronized void sent(int number) {
    sentNanos = System.nanoTime();
    sent.set(number);
  }

  synchronized void acknowledged(int number) {
    long now = System.nanoTime();
    acknowledged.set(number);
    longestPauseNanos = Math.max(longestPauseNanos, now - lastAckNanos);
    lastAckNanos = now;
    lastAckedSentNanos = sentNanos;
    if (acks == ackNanos.length) {
      ackNanos = Arrays.copyOf(ackNanos, 2 * acks);
    }
    ackNanos[acks++] = now;
  }

  synchronized void counting() {
    countingUnknown++;
  }

  synchronized void counted(long value) {
    countingUnknown--;
    counted++;
  }

  synchronized void appending() {
    appendingUnknown++;
  }

  synchronized void appended(int number) {
    appendingUnknown--;
    appended.set(number);
  }

  synchronized void failed(ClientException failure) {
    phaseErrors++;
    errors.add(String.valueOf(failure.getMessage()));
  }

  /** Forgets pauses and errors so far; a pause that has begun counts from its beginning. */
  public synchronized void beginPhase() {
    longestPauseNanos = 0;
    phaseErrors = 0;
  }

  /** {@return the longest pause that ended in this phase} */
  public synchronized Duration longestPause() {
    return Duration.ofNanos(longestPauseNanos);
  }

  /** {@return failures in this phase} */
  public synchronized int errorsInPhase() {
    return phaseErrors;
  }

  /** {@return every failure, as the client saw it} */
  public synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /**
   * {@return whether a write was acknowledged that was sent after this moment of {@link
   * System#nanoTime}; a write that was in flight at that moment does not count}
   */
  public synchronized boolean wroteAfter(long nanos) {
    return lastAckedSentNanos - nanos > 0;
  }

  /** {@return when writes were acknowledged so far, as {@link System#nanoTime}, ascending} */
  public synchronized long[] acknowledgedAtNanos() {
    return Arrays.copyOf(ackNanos, acks);
  }

  /** {@return the writes that were acknowledged so far} */
  public synchronized BitSet acknowledgedWrites() {
    return (BitSet) acknowledged.clone();
  }

  /** {@return the writes that were sent and never acknowledged; their outcome is unknown} */
  public synchronized BitSet unknownWrites() {
    BitSet unknown = (BitSet) sent.clone();
    unknown.andNot(acknowledged);
    return unknown;
  }

  /** {@return how many increments of its counter were acknowledged} */
  public synchronized long countedAcknowledged() {
    return counted;
  }

  /** {@return how many increments were sent and never acknowledged} */
  public synchronized long countedUnknown() {
    return countingUnknown;
  }

  /** {@return the numbers whose append to its list was acknowledged} */
  public synchronized BitSet appendedNumbers() {
    return (BitSet) appended.clone();
  }

  /** {@return how many appends were sent and never acknowledged} */
  public synchronized long appendedUnknown() {
    return appendingUnknown;
  }
}
