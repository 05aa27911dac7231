package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.config.Checks;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The usual HAProxy setup: a password, a writable replica, routing by checks alone. */
class RouteOnlyIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String[] SEED = {
    "--requirepass",
    "password",
    "--masterauth",
    "password",
    "--replica-read-only",
    "no",
    "--repl-ping-replica-period",
    "1"
  };

  @Tag("quick")
  @Test
  void goesToTheBackupWhileTheMasterIsDownAndReturnsWithoutTouchingAnyServer() throws Exception {
    try (RedisProcess master = RedisProcess.start(SEED);
        RedisProcess backup = RedisProcess.start(SEED);
        RespClient replica = backup.client()) {
      replica.call("AUTH", "password");
      replica.call("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
      InetSocketAddress additional = free();
      try (Proxy proxy = new Proxy(config(master, backup, additional))) {
        InetSocketAddress clients = proxy.start().clients();
        awaitRouteTo(proxy, Server.MASTER);
        write(clients, "on master");
        write(additional, "on master, at the other address");
        assertThat(proxy.snapshot().frontend().traffic().sessions().total()).isEqualTo(2);
        master.kill();
        awaitRouteTo(proxy, Server.BACKUP);
        write(clients, "on backup");
        assertThat(replica.call("INFO", "replication")).contains("role:slave");
        master.launch();
        awaitRouteTo(proxy, Server.MASTER);
        write(clients, "on master again");
        assertThat(proxy.route().roleChanges())
            .extracting(RoleChange::kind)
            .containsExactly(RoleChange.Kind.REROUTE, RoleChange.Kind.REROUTE);
      }
    }
  }

  private static void write(InetSocketAddress clients, String key) {
    try (RespClient client = new RespClient(clients)) {
      client.call("AUTH", "password");
      assertThat(client.call("SET", key, "1")).isEqualTo("OK");
    }
  }

  private static void awaitRouteTo(Proxy proxy, Server server) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(proxy.route().routing()).isEqualTo(Optional.of(server)));
  }

  private static InetSocketAddress free() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) taken.getLocalSocketAddress();
    }
  }

  private static ProxyConfig config(
      RedisProcess master, RedisProcess backup, InetSocketAddress additional) throws IOException {
    return new ProxyConfig(
            "proxy-1",
            new Listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(additional),
                1,
                Transport.AUTO),
            new Endpoints(RedisPair.at(master), RedisPair.at(backup)),
            PairSecrets.of(
                () -> Optional.of(RedisCredentials.password("password")), () -> RedisPair.KEYS))
        .withMode(new Mode.RouteOnly(true, true))
        .withChecks(new Checks(CheckSettings.every(Duration.ofMillis(200)), Optional.empty()))
        .withLimits(Limits.DEFAULT.withTimeouts(LONG, LONG, Duration.ofMillis(200)));
  }
}
