package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.redis.ConnectionContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromoteControlTest {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private static final Endpoints NOBODY =
      new Endpoints(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2));
  private static final Endpoints ELSEWHERE =
      new Endpoints(new Endpoint("127.0.0.1", 3), new Endpoint("127.0.0.1", 2));

  private final Sockets sockets = Sockets.of(Transport.AUTO);
  private final MultiThreadIoEventLoopGroup group = sockets.eventLoops("test", 1);
  private final AddressBook addresses = new AddressBook(NOBODY, supervisor);
  private final List<Endpoint> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    addresses.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private PromoteRouter router() {
    return new PromoteRouter(
        FailoverSettings.DEFAULT,
        (EventLoop) group.next(),
        new ConnectionContext(
            sockets,
            addresses,
            PairSecrets.withoutLogin(RedisPair.KEYS),
            new MonotonicClock(),
            supervisor),
        new LateRelay(),
        new NoSessions(),
        new TransitionLog(),
        peer -> {
          asked.add(peer);
          return new CompletableFuture<>();
        });
  }

  @Test
  void answersARequestThatItFailsAt() {
    PromoteRouter router = router();
    addresses.onMove(server -> {
      throw new IllegalStateException("of " + server);
    });
    assertThat(
            router.control().push(new EpochPush(1, new Epoch(1, Server.MASTER, "abc"), ELSEWHERE)))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("of Master");
  }

  @Test
  void takesAListOfPeersInOrderAndAsksNewOnesAtOnce() {
    PromoteRouter router = router();
    Endpoint one = new Endpoint("10.0.0.7", 8182);
    Endpoint other = new Endpoint("10.0.0.8", 8182);

    assertThat(outcome(router, new PeerList(5, List.of(one))))
        .isInstanceOf(ProxyRequests.Accepted.class);
    assertThat(outcome(router, new PeerList(4, List.of(other))))
        .isEqualTo(new ProxyRequests.Refused("sequence 4 of peers is older than 5"));
    assertThat(asked).containsExactly(one);
    assertThat(outcome(router, new PeerList(6, List.of(other))))
        .isInstanceOf(ProxyRequests.Accepted.class);
    assertThat(asked).containsExactly(one, other);
  }

  private static ProxyRequests.Outcome outcome(PromoteRouter router, PeerList list) {
    return router
        .control()
        .peers(list)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }
}
