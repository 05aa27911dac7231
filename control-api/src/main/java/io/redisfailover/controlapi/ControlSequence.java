package io.redisfailover.controlapi;

import java.util.Collection;
import java.util.function.LongSupplier;

/**
 * Numbers what a controller tells its proxies, which take nothing older than they have, and says
 * what is to be told again. The numbers come from the wall clock, so that a later controller is
 * heard at once. One whose clock is behind goes on beyond what the proxies have taken from the one
 * before. Thread-safe.
 */
public final class ControlSequence {
  /** A number above this one leaves no room, and is none that a clock has given. */
  private static final long HIGHEST = Long.MAX_VALUE / 2;

  private final LongSupplier millis;
  private long last;
  private long push;
  private long list;
  private boolean pushTaken;

  /**
   * Begins.
   *
   * @param millis the wall clock, in milliseconds since 1970
   */
  public ControlSequence(LongSupplier millis) {
    this.millis = millis;
  }

  /** {@return the number of a push, above all that were given or heard of} */
  public synchronized long nextPush() {
    push = next();
    return push;
  }

  /** {@return the number of a list of the proxies, likewise} */
  public synchronized long nextList() {
    list = next();
    return list;
  }

  private long next() {
    last = Math.max(millis.getAsLong(), last + 1);
    return last;
  }

  /**
   * Takes in what a proxy has taken.
   *
   * @param report what it said; a number that leaves no room above it is passed over
   */
  public synchronized void heard(ProxyReport report) {
    heard(report.sequence());
    report.peers().map(KnownPeers::sequence).ifPresent(this::heard);
  }

  private void heard(long taken) {
    last = taken <= HIGHEST ? Math.max(last, taken) : last;
  }

  /** A proxy has taken a push of this controller. */
  public synchronized void pushTaken() {
    pushTaken = true;
  }

  /**
   * {@return whether the newest push needs another number: a proxy has taken a higher one, of a
   * controller before this one, whose clock was ahead. Once a push of this one was taken, a higher
   * number is that of a successor, which must not be overtaken}
   *
   * @param reports what the proxies said
   */
  public synchronized boolean isOvertaken(Collection<ProxyReport> reports) {
    long taken = reports.stream().mapToLong(ProxyReport::sequence).max().orElse(0);
    return !pushTaken && push < taken && taken <= HIGHEST;
  }

  /**
   * {@return whether a proxy has not taken the newest push}
   *
   * @param reports what the proxies said
   */
  public synchronized boolean isPushDue(Collection<ProxyReport> reports) {
    return reports.stream().anyMatch(report -> report.sequence() < push);
  }

  /**
   * {@return whether a proxy does not know the others from the newest list: it has just started, or
   * knows another number of them, or has taken a later list of another controller}
   *
   * @param reports what the proxies said
   * @param others how many others each of them has
   */
  public synchronized boolean isListDue(Collection<ProxyReport> reports, int others) {
    return reports.stream()
        .anyMatch(report ->
            report
                .peers()
                .filter(known -> known.count() == others && known.sequence() <= list)
                .isEmpty());
  }
}
