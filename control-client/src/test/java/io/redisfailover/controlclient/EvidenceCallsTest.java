package io.redisfailover.controlclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.EvidenceAnswer;
import io.redisfailover.controlapi.EvidenceQuestion;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.Lulls;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.observer.SyncEvidence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer counts only from who knows the token, and only to the question that was asked. */
class EvidenceCallsTest {
  private static final String TOKEN = "a token of the test";
  private static final PeerReport REPORT =
      new PeerReport(
          Instant.EPOCH, Optional.empty(), SyncEvidence.NONE, Optional.empty(), Lulls.NONE);

  private final EvidenceCalls calls = new EvidenceCalls(() -> TOKEN, Duration.ofSeconds(20));
  private volatile int status = 200;
  private volatile String signer = TOKEN;
  private volatile UnaryOperator<String> nonce = UnaryOperator.identity();
  private HttpServer peer;

  @BeforeEach
  void listen() throws IOException {
    peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    peer.createContext(
        Route.EVIDENCE.path(),
        exchange -> {
          try (exchange) {
            EvidenceQuestion question =
                RequestJson.question(exchange.getRequestBody().readAllBytes());
            String body =
                ReplyJson.write(new EvidenceAnswer(nonce.apply(question.nonce()), REPORT));
            exchange
                .getResponseHeaders()
                .add(TokenSignature.HEADER, TokenSignature.of(signer, body));
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
          } catch (BadMessageException wrong) {
            throw new IOException(wrong);
          }
        });
    peer.start();
  }

  @AfterEach
  void stop() {
    peer.stop(0);
    calls.close();
  }

  private PeerReport ask() throws Exception {
    return calls
        .ask(new Endpoint("127.0.0.1", peer.getAddress().getPort()))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void takesWhatAPeerSays() throws Exception {
    assertThat(ask()).isEqualTo(REPORT);
  }

  @Test
  void believesNobodyWithoutTheToken() {
    signer = "a guess";

    assertThatThrownBy(this::ask)
        .hasMessageContaining("the answer is not signed with the token of this pair");
  }

  @Test
  void believesNoAnswerToAnotherQuestion() {
    nonce = asked -> "an old one";

    assertThatThrownBy(this::ask).hasMessageContaining("the answer is that to another question");
  }

  @Test
  void isNotToldByAPeerThatIsTooOld() {
    status = 404;

    assertThatThrownBy(this::ask).hasMessageContaining("a peer answered with status 404");
  }

  @Test
  void anAddressThatIsNoneFailsLikeAPeerThatIsAway() {
    assertThat(calls.ask(new Endpoint("no host at all", 1)).toCompletableFuture())
        .isCompletedExceptionally();
  }
}
