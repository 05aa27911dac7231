package io.redisfailover.quickstart;

import java.util.Locale;

/**
 * What the demo measured.
 *
 * @param crash the pause of the failover
 * @param ackedWrites writes that were acknowledged before Master was back in sync
 * @param crashLost how many of them are lost
 * @param lostFromBefore keys from before the load that are lost
 * @param switchover the pause of the switchover back to Master
 * @param switchoverLost acknowledged writes that the switchover lost
 * @param clients number of clients, each with at most one write in flight
 * @param page the statistics page; empty when none is served
 */
record DemoResult(
    DemoWriters.Pause crash,
    long ackedWrites,
    int crashLost,
    int lostFromBefore,
    DemoWriters.Pause switchover,
    int switchoverLost,
    int clients,
    String page) {

  /**
   * {@return whether the crash lost at most the write in flight of each client, and nothing else
   * was lost}
   */
  boolean good() {
    return crashLost <= clients && lostFromBefore == 0 && switchoverLost == 0;
  }

  /** {@return the result as one line of JSON} */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"crash\":{\"outageMillis\":%d,\"ackedWrites\":%d,\"ackedLost\":%d},"
            + "\"switchover\":{\"pauseMillis\":%d,\"ackedLost\":%d,\"clientErrors\":%d},"
            + "\"page\":\"%s\"}",
        crash.median().toMillis(),
        ackedWrites,
        crashLost + lostFromBefore,
        switchover.median().toMillis(),
        switchoverLost,
        switchover.errors(),
        page);
  }
}
