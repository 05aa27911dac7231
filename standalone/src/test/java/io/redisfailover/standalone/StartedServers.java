package io.redisfailover.standalone;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.realredis.process.ServerOptions;
import java.util.ArrayList;
import java.util.List;

/** The real servers of one test; {@link #close} ends them. */
final class StartedServers implements AutoCloseable {
  private final List<RedisProcess> all = new ArrayList<>();

  /** Starts one and waits until it answers. */
  RedisProcess start(String... options) {
    RedisProcess server = RedisProcess.start(options);
    all.add(server);
    return server;
  }

  /** Starts one parked and waits until it answers. */
  RedisProcess startParked() {
    return start(ServerOptions.PARKED.toArray(String[]::new));
  }

  /** Sends one command as a client of a proxy. {@return the reply, an error with its minus} */
  static String ask(int proxy, String... command) {
    try (RespClient client = new RespClient(ClientTarget.at(proxy))) {
      return client.call(command);
    }
  }

  @Override
  public void close() {
    all.forEach(RedisProcess::close);
  }
}
