package io.redisfailover.e2e.writers;

import java.util.List;

/**
 * What writers have done so far.
 *
 * @param acknowledged writes with a reply
 * @param errors failures since the phase began
 * @param pausesMillis the longest pause of each writer that ended in this phase, in milliseconds
 * @param lively whether every writer had a reply within the last 300 ms
 * @param lastErrors some of the failures, in the words that the clients saw
 */
public record Progress(
    long acknowledged,
    int errors,
    List<Long> pausesMillis,
    boolean lively,
    List<String> lastErrors) {}
