package io.redisfailover.proxy.http;

import io.netty.channel.Channel;
import io.redisfailover.proxy.net.Sockets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Bounds the number of connections. A new one takes the place of the one that has been idle for the
 * longest time, so that a client that opens many and leaves them idle keeps no health probe out.
 * Safe for threads.
 */
final class ConnectionLimit {
  private final int limit;
  private final Set<Channel> longestIdleFirst = new LinkedHashSet<>();
  private final Set<Channel> answering = new HashSet<>();

  /**
   * A limit that nothing has reached.
   *
   * @param limit most connections at once, at least 1
   */
  ConnectionLimit(int limit) {
    this.limit = limit;
  }

  /** {@return whether a new connection may stay; false while every other one is being answered} */
  synchronized boolean admit(Channel channel) {
    if (longestIdleFirst.size() + answering.size() >= limit) {
      Iterator<Channel> idle = longestIdleFirst.iterator();
      if (!idle.hasNext()) {
        return false;
      }
      Channel giving = idle.next();
      idle.remove();
      Sockets.close(giving);
    }
    longestIdleFirst.add(channel);
    return true;
  }

  /** A request of this connection is being answered. */
  synchronized void answering(Channel channel) {
    if (longestIdleFirst.remove(channel)) {
      answering.add(channel);
    }
  }

  /** The reply was sent. */
  synchronized void idle(Channel channel) {
    if (answering.remove(channel)) {
      longestIdleFirst.add(channel);
    }
  }

  /** The connection is closed. */
  synchronized void left(Channel channel) {
    longestIdleFirst.remove(channel);
    answering.remove(channel);
  }

  /** {@return every connection} */
  synchronized List<Channel> all() {
    return Stream.concat(longestIdleFirst.stream(), answering.stream()).toList();
  }
}
