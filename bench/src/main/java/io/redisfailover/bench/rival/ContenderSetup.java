package io.redisfailover.bench.rival;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.ErrorReplyException;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A running contender. Used by one thread. */
public interface ContenderSetup extends AutoCloseable {
  /** Password of the default user of every server, as in the scheme that is compared. */
  String PASSWORD = "password";

  /** How long to wait for the answer to who serves. */
  Duration PATIENCE = Duration.ofSeconds(2);

  /** {@return where clients connect} */
  InetSocketAddress clients();

  /** {@return a server} */
  RestartableRedis server(Server server);

  /**
   * Moves the traffic as the manual of the contender says, while both servers are well.
   *
   * @throws IllegalStateException when the contender refuses
   */
  void moveTo(Server server);

  /** {@return which server a new client reaches; empty while none is reached within 2 s} */
  default Optional<Server> serving() {
    try (RespClient client =
        new RespClient(new ClientTarget(clients(), Optional.of(PASSWORD)), PATIENCE)) {
      String port = client.demand("CONFIG", "GET", "port");
      return Arrays.stream(Server.values())
          .filter(server -> port.equals("port\n" + server(server).port()))
          .findFirst();
    } catch (UncheckedIOException | ErrorReplyException unserved) {
      return Optional.empty();
    }
  }

  /** Ends every process of it. */
  @Override
  void close();
}
