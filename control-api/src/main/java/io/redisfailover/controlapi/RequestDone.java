package io.redisfailover.controlapi;

/**
 * What a person asked for was done.
 *
 * @param message what came out, in one sentence
 */
public record RequestDone(String message) {}
