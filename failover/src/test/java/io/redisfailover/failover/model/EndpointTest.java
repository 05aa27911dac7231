package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static final Endpoint SERVER =
      new Endpoint("10.0.0.1", 6379, Set.of("redis-1", "redis-1:7001", "[fd00::1]:7001"));

  @Test
  void anAliasCountsAtThePortOfTheServerUnlessItHasOneOfItsOwn() {
    assertThat(SERVER.isNamedBy("redis-1", 6379)).isTrue();
    assertThat(SERVER.isNamedBy("redis-1", 7001)).isTrue();
    assertThat(SERVER.isNamedBy("redis-1", 7002)).isFalse();
    assertThat(SERVER.isNamedBy("10.0.0.1", 7001)).isFalse();
    assertThat(SERVER.isNamedBy("fd00::1", 7001)).isTrue();
    assertThat(SERVER.isNamedBy("fd00::1", 6379)).isFalse();
  }

  @Test
  void aServerIsKnownWhereTheOtherOneIsToldThatItIs() {
    ReplicationAddresses told =
        new ReplicationAddresses(Optional.of(new Endpoint("172.18.0.2", 6380)), Optional.empty());
    Endpoints known = told.alsoAt(new Endpoints(SERVER, new Endpoint("10.0.0.2", 6379)));
    assertThat(known.target(Server.BACKUP, "172.18.0.2", 6380)).isEqualTo(LinkTarget.PEER);
    assertThat(known.target(Server.BACKUP, "redis-1", 7001)).isEqualTo(LinkTarget.PEER);
    assertThat(known.target(Server.MASTER, "172.18.0.2", 6380)).isEqualTo(LinkTarget.FOREIGN);
    assertThat(ReplicationAddresses.NONE.or(told)).isEqualTo(told);
    assertThat(told.or(new ReplicationAddresses(Optional.empty(), Optional.of(SERVER))).backup())
        .contains(SERVER);
  }
}
