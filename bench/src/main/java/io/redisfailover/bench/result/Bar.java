package io.redisfailover.bench.result;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The goals of docs/benchmarks.md for the pause of one fault, in milliseconds, and what of them
 * must hold while hostile peers are there.
 */
public enum Bar {
  /** The active server is killed. */
  CRASH("kill -9", 150, 400),
  /** The active server is stopped. */
  HANG("SIGSTOP", 2200, 2900),
  /** A switchover is requested. */
  SWITCHOVER("switchover", 40, 100);

  /** Beside hostile peers a pause may be so many times as long. */
  public static final int FACTOR = 2;

  /** The longest wait of a writer while nothing fails, in milliseconds. */
  public static final int CALM_MILLIS = 500;

  private final String text;
  private final int median;
  private final int p99;

  Bar(String text, int median, int p99) {
    this.text = text;
    this.median = median;
    this.p99 = p99;
  }

  /** {@return its name in tables and files} */
  @JsonValue
  public String text() {
    return text;
  }

  /** {@return the goal for the median} */
  public int median() {
    return median;
  }

  /** {@return the goal for the p99} */
  public int p99() {
    return p99;
  }

  /** {@return the largest median beside hostile peers} */
  public int hostileMedian() {
    return FACTOR * median;
  }

  /** {@return the largest p99 beside hostile peers} */
  public int hostileP99() {
    return FACTOR * p99;
  }

  /** {@return how many acknowledged writes each connection may lose, by docs/protocol.md} */
  public int allowedPerConnection() {
    return this == SWITCHOVER ? 0 : 1;
  }
}
