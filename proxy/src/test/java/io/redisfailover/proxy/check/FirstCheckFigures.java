package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Prints how long the first and the hundredth check of a process take. Run by name only. */
class FirstCheckFigures {
  private static final int CHECKS = 100;

  @Test
  void printsTheFirstAndTheHundredth() throws IOException {
    Behaviour redis =
        client -> {
          client.awaits("PING\r\n");
          client.says("+PONG\r\n");
          client.awaits("QUIT\r\n");
          client.says("+OK\r\n");
        };
    CheckScript script = CheckScript.login(Optional.empty(), Optional.empty());
    boolean rehearsed = Boolean.getBoolean("rehearsed");
    try (MisbehavingServer server = new MisbehavingServer(redis);
        CheckBench bench = new CheckBench()) {
      if (rehearsed) {
        var unused = CheckWarmUp.play(Sockets.of(Transport.NIO), bench.loop(), bench.part()).join();
      }
      Duration first = Duration.ZERO;
      Duration last = Duration.ZERO;
      for (int i = 0; i < CHECKS; i++) {
        last = bench.check(server.port(), script, Duration.ofSeconds(20)).duration();
        first = i == 0 ? last : first;
      }
      System.out.printf(
          "first check %.1f ms, hundredth %.1f ms, rehearsed: %s%n",
          first.toNanos() / 1e6, last.toNanos() / 1e6, rehearsed);
    }
  }
}
