package io.redisfailover.proxy.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A request whose body is arriving. A refused request keeps nothing of its body. */
final class IncomingRequest {
  private final RequestHead head;
  private final boolean keepAlive;
  private final Admission admission;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private long bodyBytes;

  /**
   * A request of which only the head has arrived.
   *
   * @param head the head
   * @param keepAlive whether the connection stays open after the reply
   * @param admission what its head decides
   */
  IncomingRequest(RequestHead head, boolean keepAlive, Admission admission) {
    this.head = head;
    this.keepAlive = keepAlive;
    this.admission = admission;
  }

  /** Takes a part of the body; the caller still owns it. */
  void take(ByteBuf part) {
    bodyBytes += part.readableBytes();
    if (!(admission instanceof Admission.Refused)) {
      byte[] bytes = new byte[part.readableBytes()];
      part.readBytes(bytes);
      body.writeBytes(bytes);
    }
  }

  /** {@return how many bytes of the body have arrived} */
  long bodyBytes() {
    return bodyBytes;
  }

  /** {@return its head} */
  RequestHead head() {
    return head;
  }

  /** {@return what its head decides} */
  Admission admission() {
    return admission;
  }

  /** {@return whether it shows the login that the service asks for} */
  boolean showsLogin() {
    return admission instanceof Admission.Shown;
  }

  /** {@return whether the connection stays open after the reply} */
  boolean keepAlive() {
    return keepAlive;
  }

  /** {@return the reply; fails with what the service throws} */
  CompletionStage<HttpReply> answeredBy(HttpService service) {
    if (admission instanceof Admission.Refused(HttpReply reply)) {
      return CompletableFuture.completedFuture(reply);
    }
    try {
      return service.answer(head, body.toByteArray());
    } catch (RuntimeException fault) {
      return CompletableFuture.failedFuture(fault);
    }
  }
}
