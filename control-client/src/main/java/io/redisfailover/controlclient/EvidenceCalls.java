package io.redisfailover.controlclient;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.EvidenceAnswer;
import io.redisfailover.controlapi.EvidenceQuestion;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.Inquiry;
import io.redisfailover.failover.observer.PeerReport;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Asks proxies what they have seen, over their control API. An answer counts when whoever gave it
 * knows the token, and when it is the answer to this very question.
 */
public final class EvidenceCalls implements AutoCloseable {
  private final Supplier<String> token;
  private final Duration limit;
  private final ControlCalls calls;

  /**
   * Ready to ask.
   *
   * @param token the token of all proxies of the pair, asked for every call; never logged
   */
  public EvidenceCalls(Supplier<String> token) {
    this(token, Inquiry.LIMIT);
  }

  /**
   * The same with another limit, as a test on a slow machine wants it.
   *
   * @param token see above
   * @param limit how long an answer is waited for, positive
   */
  public EvidenceCalls(Supplier<String> token, Duration limit) {
    this.token = token;
    this.limit = limit;
    this.calls = new ControlCalls(limit);
  }

  /**
   * Asks one what it has seen.
   *
   * @param peer its control API
   * @return what it said; fails when it said nothing in time that can be believed, also when the
   *     address is none
   */
  public CompletionStage<PeerReport> ask(Endpoint peer) {
    return CompletableFuture.completedFuture(peer).thenCompose(this::call);
  }

  private CompletionStage<PeerReport> call(Endpoint peer) {
    EvidenceQuestion question = new EvidenceQuestion(UUID.randomUUID().toString());
    String secret = token.get();
    HttpRequest request =
        ControlCalls.request(peer.toString(), Route.EVIDENCE, secret, RequestJson.write(question));
    return calls.send(request, limit).thenApply(response -> report(response, secret, question));
  }

  private static PeerReport report(
      HttpResponse<String> response, String secret, EvidenceQuestion question) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("a peer answered with status " + response.statusCode());
    }
    try {
      return EvidenceAnswer.believed(
          secret, question, response.body(), response.headers().firstValue(TokenSignature.HEADER));
    } catch (BadMessageException unusable) {
      throw new CompletionException(unusable);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
