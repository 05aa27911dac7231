package io.redisfailover.bench.result;

/**
 * What the hostile peers of one kind did.
 *
 * @param attack the kind, in words
 * @param peers how many there were at once
 * @param connections they opened
 * @param ended of those, how many the other end closed or refused, as far as a peer noticed
 * @param bytes they sent
 */
public record AttackCount(String attack, int peers, long connections, long ended, long bytes) {}
