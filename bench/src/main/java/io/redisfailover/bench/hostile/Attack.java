package io.redisfailover.bench.hostile;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * What a hostile peer does. Each is a plan: the number of the connection and of the move say what
 * comes next. Pure.
 */
enum Attack {
  /** A request a byte at a time, without its last byte. */
  SLOW("slow: a byte of a request each 500 ms", 4, true) {
    @Override
    Move next(Port port, int connection, int move) {
      byte[] request = port.request();
      return move < request.length - 1
          ? new Move.Send(new byte[] {request[move]}, SLOWLY)
          : new Move.Wait(LONG);
    }
  },
  /** Nothing at all. More than an HTTP port takes. */
  SILENT("silent: connected, and not a byte", 40, true) {
    @Override
    Move next(Port port, int connection, int move) {
      return new Move.Wait(LONG);
    }
  },
  /** Half a request, and nothing more. */
  HALF_OPEN("half-open: half a request, then nothing", 16, true) {
    @Override
    Move next(Port port, int connection, int move) {
      byte[] request = port.request();
      return move == 0
          ? new Move.Send(Arrays.copyOf(request, request.length / 2), LONG)
          : new Move.Wait(LONG);
    }
  },
  /** Requests without an end, whose replies are not read. */
  ENDLESS("endless: 4 large requests each 500 ms, no reply read", 4, false) {
    @Override
    Move next(Port port, int connection, int move) {
      if (move < ENDLESS_MOVES) {
        return new Move.Send(repeated(port.largeRequest(), 4), SLOWLY);
      }
      return move < 2 * ENDLESS_MOVES ? new Move.Wait(LONG) : new Move.Reset(SLOWLY);
    }
  },
  /** Many requests in one packet, whose replies are not read. */
  PIPELINED("pipelined: 32 large requests at once, no reply read", 2, false) {
    @Override
    Move next(Port port, int connection, int move) {
      return move == 0
          ? new Move.Send(repeated(port.largeRequest(), 32), LONG)
          : new Move.Close(SLOWLY);
    }
  },
  /** A request that is reset after its first bytes, one byte later each time. */
  RESET_AT_EACH_BYTE("reset at each byte of a request", 2, true) {
    @Override
    Move next(Port port, int connection, int move) {
      byte[] request = port.request();
      int bytes = 1 + connection % request.length;
      return move == 0
          ? new Move.Send(Arrays.copyOf(request, bytes), QUICKLY)
          : new Move.Reset(QUICKLY);
    }
  },
  /** Connections that end at once. */
  STORM("connections that end at once", 2, true) {
    @Override
    Move next(Port port, int connection, int move) {
      return new Move.Close(QUICKLY);
    }
  },
  /** Bytes of no protocol. */
  GARBAGE("random bytes", 1, true) {
    @Override
    Move next(Port port, int connection, int move) {
      byte[] bytes = new byte[600];
      new Random(connection).nextBytes(bytes);
      return move == 0 ? new Move.Send(bytes, SLOWLY) : new Move.Close(QUICKLY);
    }
  },
  /** The beginning of a TLS connection. */
  TLS("a TLS ClientHello", 1, true) {
    @Override
    Move next(Port port, int connection, int move) {
      return move == 0 ? new Move.Send(CLIENT_HELLO, SLOWLY) : new Move.Close(QUICKLY);
    }
  },
  /** The protocol of another port. */
  FOREIGN("HTTP to Redis, Redis to HTTP", 1, true) {
    @Override
    Move next(Port port, int connection, int move) {
      return move == 0 ? new Move.Send(port.foreignRequest(), SLOWLY) : new Move.Close(QUICKLY);
    }
  };

  private static final Duration QUICKLY = Duration.ofMillis(200);
  private static final Duration SLOWLY = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(2);

  /** Sends until nothing is taken any more, and stays for four times as long. */
  private static final int ENDLESS_MOVES = 10;

  private static final byte[] CLIENT_HELLO = {
    0x16, 3, 1, 0, 47, 1, 0, 0, 43, 3, 3, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 4, 0x13, 1, 0x13, 2, 1, 0
  };

  private final String words;
  private final int peers;
  private final boolean reading;

  Attack(String words, int peers, boolean reading) {
    this.words = words;
    this.peers = peers;
    this.reading = reading;
  }

  /**
   * {@return what a peer does next}
   *
   * @param port where it is connected
   * @param connection how many connections it had before this one
   * @param move how many moves it made on this one
   */
  abstract Move next(Port port, int connection, int move);

  /** {@return it in words} */
  String inWords() {
    return words;
  }

  /** {@return how many peers do it at each port of a proxy} */
  int peers() {
    return peers;
  }

  /** {@return whether its peers read what comes} */
  boolean isReading() {
    return reading;
  }

  private static byte[] repeated(byte[] request, int times) {
    byte[] all = new byte[request.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(request, 0, all, i * request.length, request.length);
    }
    return all;
  }
}
