package io.redisfailover.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redisfailover.proxy.net.PeerName;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from. All but the first is the client's own word; a browser does not let a
 * page choose it. A header that is there twice counts as one with both values, which fits nothing.
 *
 * @param peer address and port of the other end of the connection
 * @param host the header {@code Host}: the name and port that the client asked for
 * @param origin the header {@code Origin}: the site of the page that made a browser send it
 * @param fetchSite the header {@code Sec-Fetch-Site}: how that site and this one are related
 * @param contentType the media type of the body
 * @param byScript whether a script of the page sent it, by its header {@code X-Requested-With}: no
 *     user waits for the answer
 */
public record RequestSource(
    String peer,
    Optional<String> host,
    Optional<String> origin,
    Optional<String> fetchSite,
    Optional<String> contentType,
    boolean byScript) {
  /** Nothing is known. */
  public static final RequestSource UNKNOWN =
      new RequestSource(
          "an unknown address",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  private static final String SAME_SITE = "same-origin";

  static RequestSource of(SocketAddress peer, HttpHeaders headers) {
    return new RequestSource(
        PeerName.of(peer),
        header(headers, HttpHeaderNames.HOST),
        header(headers, HttpHeaderNames.ORIGIN),
        header(headers, "sec-fetch-site"),
        header(headers, HttpHeaderNames.CONTENT_TYPE),
        headers.contains("x-requested-with"));
  }

  private static Optional<String> header(HttpHeaders headers, CharSequence name) {
    List<String> values = headers.getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /**
   * {@return whether the request comes from a page of this very server, or from a program that is
   * no browser} A page elsewhere cannot have a browser send one for which this is true. A reverse
   * proxy that ends TLS must pass on {@code Host}.
   */
  public boolean isSameOrigin() {
    return host.isPresent()
        && fetchSite.filter(site -> !site.equals(SAME_SITE)).isEmpty()
        && origin.filter(site -> !isOf(site, host.get())).isEmpty();
  }

  private static boolean isOf(String site, String host) {
    return site.equalsIgnoreCase("http://" + host) || site.equalsIgnoreCase("https://" + host);
  }
}
