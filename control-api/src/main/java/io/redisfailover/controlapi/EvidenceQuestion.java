package io.redisfailover.controlapi;

/**
 * Asks a proxy what it has seen.
 *
 * @param nonce never used before: the answer names it, so that no old answer passes for a new one
 */
public record EvidenceQuestion(String nonce) {}
