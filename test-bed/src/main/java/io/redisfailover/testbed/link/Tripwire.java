package io.redisfailover.testbed.link;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Does something at the moment at which a party has sent certain bytes and they have not arrived:
 * the way to end or to freeze a process at a step of its own.
 */
public final class Tripwire {
  private final String text;
  private final AtomicInteger left;
  private final BooleanSupplier action;

  /**
   * A wire.
   *
   * @param text what to look for in what the party sends, within one packet
   * @param occurrence the how manieth packet with it counts, from 1
   * @param action run once, while the bytes are held back; says whether they may go on
   */
  public Tripwire(String text, int occurrence, BooleanSupplier action) {
    this.text = text;
    this.left = new AtomicInteger(occurrence);
    this.action = action;
  }

  /** {@return whether these bytes touch the wire, if they come from the party that it is for} */
  boolean isTouchedBy(String bytes) {
    return bytes.contains(text);
  }

  /** {@return whether bytes that touch it may go on} */
  boolean letsPass() {
    return left.decrementAndGet() != 0 || action.getAsBoolean();
  }

  /** {@return whether it was tripped} */
  public boolean tripped() {
    return left.get() <= 0;
  }
}
