package io.redisfailover.e2e.writers;

import java.util.List;

/**
 * What a server holds of what writers were told.
 *
 * @param acknowledged writes with a reply
 * @param lost how many of them it does not hold
 * @param countersShort acknowledged increments that are missing
 * @param countersOver increments that nobody can have sent
 * @param appendsLost acknowledged entries of lists that are missing
 * @param examples some of the lost keys
 */
public record WriteAuditReply(
    long acknowledged,
    long lost,
    long countersShort,
    long countersOver,
    long appendsLost,
    List<String> examples) {}
