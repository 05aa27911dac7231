package io.redisfailover.bench.connect;

import io.redisfailover.bench.result.Quantiles;
import io.redisfailover.bench.rival.ContenderSetup;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One target, connected to again and again, one connection after the other. For one thread. */
final class FirstReply {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A pool connects long before it sends. By then, whatever dials at once has dialled. */
  private static final long OPEN_MILLIS = 2;

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
  void warmUp(int connections) throws InterruptedException {
    for (int i = 0; i < connections; i++) {
      measure(i % 10 == 0);
    }
  }

  /** Measures a round. */
  void round(int connections) throws InterruptedException {
    connect.add(median(connections, false));
    firstCommand.add(median(connections, true));
  }

  private int median(int connections, boolean opened) throws InterruptedException {
    List<Integer> micros = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      micros.add(measure(opened));
    }
    return Quantiles.of(micros).median();
  }

  private int measure(boolean opened) throws InterruptedException {
    long begin = System.nanoTime();
    try (RespClient client = new RespClient(ClientTarget.at(address), PATIENCE)) {
      if (opened) {
        TimeUnit.MILLISECONDS.sleep(OPEN_MILLIS);
        begin = System.nanoTime();
      }
      String reply = client.call("AUTH", ContenderSetup.PASSWORD);
      long took = System.nanoTime() - begin;
      if (!reply.equals("OK")) {
        throw new IllegalStateException(name + " answered `" + reply + "`");
      }
      return Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(took));
    } catch (UncheckedIOException lost) {
      throw new IllegalStateException(name + " is unreachable: " + lost.getMessage(), lost);
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
