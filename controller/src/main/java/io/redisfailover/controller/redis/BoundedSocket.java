package io.redisfailover.controller.redis;

import io.redisfailover.failover.resp.RespDecoder;
import io.redisfailover.failover.view.Endpoint;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The socket of a connection that Jedis reads. Jedis sets aside what a reply says it is long, and
 * waits for each piece of it anew; here nothing gets to it that is no RESP2 or larger than it may
 * be, and all pieces together have one time limit. Writes and the lookup of a name have none.
 */
final class BoundedSocket extends Socket {
  private volatile long until;

  private BoundedSocket() {
    limit(Duration.ofMinutes(1));
  }

  /**
   * Dials.
   *
   * @param endpoint where
   * @param mayTake how long, at least 1 ms
   * @throws IOException when it cannot be dialled
   */
  static BoundedSocket dial(Endpoint endpoint, Duration mayTake) throws IOException {
    BoundedSocket socket = new BoundedSocket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), millis(mayTake.toNanos()));
      return socket;
    } catch (IOException failure) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        failure.addSuppressed(alreadyClosed);
      }
      throw failure;
    }
  }

  /** What is read from here on has this much time, all of it together. */
  void limit(Duration mayTake) {
    until = System.nanoTime() + mayTake.toNanos();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Replies(super.getInputStream());
  }

  private static int millis(long nanos) {
    // 0 would mean "for ever" to a socket.
    return Math.toIntExact(Math.clamp((nanos + 999_999) / 1_000_000, 1, Integer.MAX_VALUE));
  }

  private final class Replies extends FilterInputStream {
    private final RespDecoder decoder = new RespDecoder();

    Replies(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long left = until - System.nanoTime();
      // What came while this process stood still is no silence of the server.
      if (left <= 0 && in.available() == 0) {
        throw new SocketTimeoutException("the replies are late");
      }
      setSoTimeout(millis(left));
      int came = in.read(bytes, offset, length);
      if (came > 0) {
        decoder.feed(bytes, offset, came, reply -> {});
      }
      return came;
    }
  }
}
