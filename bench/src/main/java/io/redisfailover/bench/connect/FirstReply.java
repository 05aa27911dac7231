package io.redisfailover.bench.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One target, connected to again and again, one connection after the other. For one thread. */
final class FirstReply {
  private static final int LIMIT_MILLIS = 5_000;

  /** A pool connects long before it sends. By then, whatever dials at once has dialled. */
  private static final long OPEN_MILLIS = 2;

  private static final byte[] REQUEST = "*2\r\n$4\r\nAUTH\r\n$8\r\npassword\r\n".getBytes(US_ASCII);
  private static final byte[] REPLY = "+OK\r\n".getBytes(US_ASCII);

  private final String name;
  private final InetSocketAddress address;
  private final List<Integer> connect = new ArrayList<>();
  private final List<Integer> firstCommand = new ArrayList<>();

  /**
   * Creates one that has measured nothing.
   *
   * @param name of the target
   * @param address where it listens
   */
  FirstReply(String name, InetSocketAddress address) {
    this.name = name;
    this.address = address;
  }

  /** Connects some times without counting it: nothing measured is to load a class. */
  void warmUp(int connections) throws IOException, InterruptedException {
    for (int i = 0; i < connections; i++) {
      measure(i % 10 == 0);
    }
  }

  /** Measures a round. */
  void round(int connections) throws IOException, InterruptedException {
    connect.add(median(connections, false));
    firstCommand.add(median(connections, true));
  }

  private int median(int connections, boolean opened) throws IOException, InterruptedException {
    List<Integer> micros = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      micros.add(measure(opened));
    }
    Collections.sort(micros);
    return micros.get(micros.size() / 2);
  }

  private int measure(boolean opened) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(address, LIMIT_MILLIS);
      if (opened) {
        TimeUnit.MILLISECONDS.sleep(OPEN_MILLIS);
        begin = System.nanoTime();
      }
      socket.getOutputStream().write(REQUEST);
      byte[] reply = socket.getInputStream().readNBytes(REPLY.length);
      long took = System.nanoTime() - begin;
      if (!new String(reply, US_ASCII).equals(new String(REPLY, US_ASCII))) {
        throw new EOFException(name + " answered `" + new String(reply, US_ASCII).strip() + "`");
      }
      return Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(took));
    }
  }

  /** {@return the name of the target} */
  String name() {
    return name;
  }

  /** {@return the rounds' medians of connecting and a first command, in microseconds} */
  List<Integer> connectMicros() {
    return List.copyOf(connect);
  }

  /** {@return the rounds' medians of a first command of an open connection, in microseconds} */
  List<Integer> firstCommandMicros() {
    return List.copyOf(firstCommand);
  }
}
