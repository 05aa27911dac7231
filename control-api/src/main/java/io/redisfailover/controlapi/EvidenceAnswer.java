package io.redisfailover.controlapi;

import io.redisfailover.failover.observer.PeerReport;

/**
 * What a proxy has seen. The answer is signed as {@link TokenSignature} says.
 *
 * @param nonce that of the question
 * @param report what it has seen
 */
public record EvidenceAnswer(String nonce, PeerReport report) {}
