package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.EvidenceAnswer;
import io.redisfailover.controlapi.EvidenceQuestion;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.controlclient.ControlCalls;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.observer.Peers;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.routing.PeerSource;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Asks other proxies over their control API. An answer counts when whoever gave it knows the token,
 * and when it is the answer to this very question.
 */
public final class PeerCalls implements PeerSource, AutoCloseable {
  private final Supplier<Secret> token;
  private final ControlCalls calls = new ControlCalls(Peers.ASK_LIMIT);

  /**
   * Ready to ask.
   *
   * @param token the token of all proxies of the pair, asked for every call; never logged
   */
  public PeerCalls(Supplier<Secret> token) {
    this.token = token;
  }

  /** An address that is none fails the stage too, so that the router goes on deciding. */
  @Override
  public CompletionStage<PeerReport> ask(Endpoint peer) {
    return CompletableFuture.completedFuture(peer).thenCompose(this::call);
  }

  private CompletionStage<PeerReport> call(Endpoint peer) {
    String nonce = UUID.randomUUID().toString();
    String secret = token.get().reveal();
    String question = RequestJson.write(new EvidenceQuestion(nonce));
    HttpRequest request = ControlCalls.request(peer.toString(), Route.EVIDENCE, secret, question);
    return calls
        .send(request, Peers.ASK_LIMIT)
        .thenApply(response -> report(response, secret, nonce));
  }

  private static PeerReport report(HttpResponse<String> response, String secret, String nonce) {
    boolean signed =
        TokenSignature.matches(
            secret, response.body(), response.headers().firstValue(TokenSignature.HEADER));
    if (response.statusCode() != 200 || !signed) {
      throw new IllegalStateException("a peer answered with status " + response.statusCode());
    }
    try {
      EvidenceAnswer answer = ReplyJson.evidence(response.body());
      if (answer.nonce().equals(nonce)) {
        return answer.report();
      }
      throw new IllegalStateException("a peer answered another question");
    } catch (BadMessageException unusable) {
      throw new CompletionException(unusable);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
