package io.redisfailover.proxy.stats.model;

import java.time.Instant;

/**
 * An act that a user asked for on the page.
 *
 * @param at when it was asked for; that of one form with both servers is the same for both
 * @param user who asked
 * @param from address and port from which that came
 * @param act what was asked, in words
 * @param done whether it was carried out
 * @param outcome the result, or why there is none, in one sentence
 */
public record PerformedAct(
    Instant at, String user, String from, String act, boolean done, String outcome) {}
