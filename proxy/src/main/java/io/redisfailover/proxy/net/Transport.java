package io.redisfailover.proxy.net;

/** How sockets are driven. */
public enum Transport {
  /** Epoll where the system has it, else NIO. */
  AUTO,
  /** Epoll; an error where there is none. */
  EPOLL,
  /** NIO, on any system. */
  NIO
}
