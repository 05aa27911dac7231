package io.redisfailover.controlapi;

import io.redisfailover.failover.observer.PeerReport;
import java.util.Optional;

/**
 * What a proxy has seen. The answer is signed as {@link TokenSignature} says.
 *
 * @param nonce that of the question
 * @param report what it has seen
 */
public record EvidenceAnswer(String nonce, PeerReport report) {
  /**
   * Reads an answer that counts: whoever gave it knows the token, and it is the answer to this very
   * question, so that it is neither forged nor repeated.
   *
   * @param token the token of the pair's proxies
   * @param asked the question
   * @param body what was answered
   * @param signature what the answer shows; absent when it shows none
   * @return what was seen
   * @throws BadMessageException when the answer does not count
   */
  public static PeerReport believed(
      String token, EvidenceQuestion asked, String body, Optional<String> signature)
      throws BadMessageException {
    if (!TokenSignature.matches(token, body, signature)) {
      throw new BadMessageException("the answer is not signed with the token of this pair");
    }
    EvidenceAnswer answer = ReplyJson.evidence(body);
    if (!answer.nonce().equals(asked.nonce())) {
      throw new BadMessageException("the answer is that to another question");
    }
    return answer.report();
  }
}
