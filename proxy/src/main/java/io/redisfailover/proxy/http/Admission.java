package io.redisfailover.proxy.http;

/** What the head of a request decides about it, before any of its body is kept. */
public sealed interface Admission {
  /** Anyone may send this request. */
  Admission OPEN = new Open();

  /** The request shows the login or token that the service asks for. */
  Admission SHOWN = new Shown();

  /** Anyone may send it; it says nothing about its sender. */
  record Open() implements Admission {}

  /** Its sender has shown the login, so its connection gives way to no unknown one. */
  record Shown() implements Admission {}

  /**
   * The request is refused; its body is dropped as it arrives.
   *
   * @param reply the reply
   */
  record Refused(HttpReply reply) implements Admission {}
}
