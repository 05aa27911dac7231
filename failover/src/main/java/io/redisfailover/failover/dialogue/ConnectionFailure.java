package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.resp.MalformedRespException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/**
 * How a connection failed, and what that is to the protocol: the one table of both.
 *
 * <p>Only a refused dial proves that nobody listens, and only a close that meets a new dial as well
 * proves anything. What may be a fault of our own, such as a dial for which this process has no
 * descriptor left, is silence.
 */
public enum ConnectionFailure {
  /** The dial was refused. */
  REFUSED,
  /** There is no route to it. */
  NO_ROUTE,
  /** Its name has no address. */
  UNKNOWN_NAME,
  /** It was not dialled, for another reason. */
  NOT_DIALLED,
  /** Nothing came in time. */
  TIMED_OUT,
  /** It was closed or reset, by whomever. */
  CLOSED,
  /** What came is no reply of a Redis server. */
  GARBLED,
  /** The replies to one packet are larger than its limit. */
  OVERSIZED;

  /**
   * Says what a failed dial is.
   *
   * @param failure what the socket said, or what caused it
   */
  public static ConnectionFailure ofDial(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SocketTimeoutException late -> {
          return TIMED_OUT;
        }
        case UnknownHostException unknown -> {
          return UNKNOWN_NAME;
        }
        case NoRouteToHostException noRoute -> {
          return NO_ROUTE;
        }
        case PortUnreachableException noPort -> {
          return NO_ROUTE;
        }
        // Java has other classes for what else can happen to a dial, but for one that the kernel
        // gives up after more than a minute, which no limit of ours waits for.
        case ConnectException refused -> {
          return REFUSED;
        }
        default -> {}
      }
    }
    return NOT_DIALLED;
  }

  /**
   * Says what the failure of a connection is that was made.
   *
   * @param failure what the socket or the decoder said, or what caused it
   */
  public static ConnectionFailure ofConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return TIMED_OUT;
      }
      if (cause instanceof MalformedRespException malformed) {
        return malformed.isTooLarge() ? OVERSIZED : GARBLED;
      }
    }
    return CLOSED;
  }

  /**
   * Says what it is to the protocol.
   *
   * @param afterClose whether the connection was made after the close of an older one, with no
   *     answer in between
   */
  public ProbeAnswer answer(boolean afterClose) {
    return switch (this) {
      case REFUSED -> new ProbeAnswer.Refused();
      case NO_ROUTE -> new ProbeAnswer.Silent("no route");
      case UNKNOWN_NAME -> new ProbeAnswer.Silent("its name does not resolve");
      case NOT_DIALLED -> new ProbeAnswer.Silent("it cannot be dialled");
      case TIMED_OUT -> new ProbeAnswer.Silent("no answer in time");
      case CLOSED -> new ProbeAnswer.Closed(afterClose);
      case GARBLED -> new ProbeAnswer.Garbled("does not answer like a Redis server");
      case OVERSIZED -> new ProbeAnswer.Garbled("sends more than is read of any server");
    };
  }
}
