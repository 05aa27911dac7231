package io.redisfailover.standalone.quickstart;

import java.util.Locale;

/**
 * What came out, and whether it is as it must be.
 *
 * @param crash the pause when the master died or hung
 * @param ackedWrites writes that were acknowledged until the dead server was back in sync
 * @param crashLost of those, how many are gone
 * @param foundationLost keys from before the crash that are gone
 * @param planned the pause of the planned return
 * @param returnLost acknowledged writes that the planned return cost
 * @param clients number of clients, each with at most one write under way
 * @param page the statistics page; empty when there is none
 */
record Outcome(
    Writers.Pause crash,
    int ackedWrites,
    int crashLost,
    int foundationLost,
    Writers.Pause planned,
    int returnLost,
    int clients,
    String page) {

  /**
   * {@return whether nothing was lost that must not be: at a crash at most the write that each
   * client had under way, of older keys and in a planned return nothing at all}
   */
  boolean good() {
    return crashLost <= clients && foundationLost == 0 && returnLost == 0;
  }

  /** {@return it as one line of JSON} */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"crash\":{\"outageMillis\":%d,\"ackedWrites\":%d,\"ackedLost\":%d},"
            + "\"return\":{\"pauseMillis\":%d,\"ackedLost\":%d,\"clientErrors\":%d},\"page\":\"%s\"}",
        crash.median().toMillis(),
        ackedWrites,
        crashLost + foundationLost,
        planned.median().toMillis(),
        returnLost,
        planned.errors(),
        page);
  }
}
