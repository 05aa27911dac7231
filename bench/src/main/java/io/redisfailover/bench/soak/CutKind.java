package io.redisfailover.bench.soak;

import io.redisfailover.testbed.link.LinkFault;
import java.time.Duration;

/** What is wrong with a link. */
enum CutKind {
  /** No byte arrives and no connection ends. */
  SILENT("silent", LinkFault.SILENT),
  /** What is sent to the server does not arrive. */
  DEAF("silent towards the server", new LinkFault.Silent(true, false)),
  /** What the server sends does not arrive. */
  MUTE("silent from the server", new LinkFault.Silent(false, true)),
  /** Every connection is reset. */
  RESET("reset", new LinkFault.Reset()),
  /** Everything comes a little later. */
  SLOW("slow by 100 ms", new LinkFault.Delayed(Duration.ofMillis(100)));

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a link fault is a record of values
  private final LinkFault fault;

  CutKind(String words, LinkFault fault) {
    this.words = words;
    this.fault = fault;
  }

  /** {@return what the link is told} */
  LinkFault fault() {
    return fault;
  }

  @Override
  public String toString() {
    return words;
  }
}
