package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.file.ServersSection;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the file says of the servers is what the process knows of them. */
class AddressesTest {
  private static final ServersSection SERVERS =
      new ServersSection(
          new ServersSection.Address("127.0.0.1", 6379, List.of("redis-a", "10.0.0.1")),
          new ServersSection.Address("192.0.2.2", 6380, List.of("redis-b")));

  @Test
  void keepsEveryNameAsItIsWritten() {
    assertThat(Addresses.named(SERVERS))
        .isEqualTo(
            new Endpoints(
                new Endpoint("127.0.0.1", 6379, Set.of("redis-a", "10.0.0.1")),
                new Endpoint("192.0.2.2", 6380, Set.of("redis-b"))));
  }

  @Test
  void keepsEveryNameWhenItLooksThemUp() throws Exception {
    Endpoints found = Addresses.resolve(SERVERS);

    assertThat(found.master().isNamedBy("redis-a", 6379)).isTrue();
    assertThat(found.master().isNamedBy("10.0.0.1", 6379)).isTrue();
    assertThat(found.master().isNamedBy("localhost", 6379)).isTrue();
    assertThat(found.backup())
        .isEqualTo(new Endpoint("192.0.2.2", 6380, Set.of("192.0.2.2", "redis-b")));
  }

  @Test
  void refusesAServerOfMoreNamesThanAProxyTakes() {
    ServersSection.Address many =
        new ServersSection.Address(
            "127.0.0.1", 6379, IntStream.range(0, 99).mapToObj(i -> "a" + i).toList());

    assertThatThrownBy(() -> Addresses.resolve(new ServersSection(many, SERVERS.backup())))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("servers.master.host: 127.0.0.1 has 101 names and addresses");
  }
}
