package io.redisfailover.proxy.stats.model;

import java.time.Instant;

/**
 * An act that somebody asked for on the page.
 *
 * @param at when it ended
 * @param user who asked
 * @param from address and port from which that came
 * @param act what was asked, in words
 * @param done whether it was carried out
 * @param outcome the result, or why there is none, in one sentence
 */
public record PerformedAct(
    Instant at, String user, String from, String act, boolean done, String outcome) {}
