package io.redisfailover.e2e.scenario;

import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerRole;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Clients are served, the standby is in sync, all proxies agree, and nothing is in progress. */
final class Settled {
  private static final List<String> TRUE =
      List.of("Ready", "InSync", "ProxiesAgree", "ConfigurationApplied");

  private Settled() {}

  static boolean is(@Nullable RedisFailover resource) {
    return resource != null
        && resource.getStatus() != null
        && resource.getMetadata().getGeneration().equals(resource.getStatus().observedGeneration())
        && is(resource.getStatus());
  }

  private static boolean is(RedisFailoverStatus status) {
    ProxiesStatus proxies = Objects.requireNonNull(status.proxies());
    List<String> holding =
        Optional.ofNullable(status.conditions()).stream()
            .flatMap(List::stream)
            .filter(condition -> condition.status() == ConditionStatus.TRUE)
            .map(Condition::type)
            .toList();
    return status.phase() == Phase.RUNNING
        && !holding.contains("Progressing")
        && holding.containsAll(TRUE)
        && Objects.equals(proxies.desired(), proxies.ready())
        && Objects.equals(proxies.desired(), proxies.agreeing())
        && Objects.requireNonNull(status.servers()).stream()
            .map(ServerStatus::role)
            .collect(Collectors.toSet())
            .containsAll(List.of(ServerRole.ACTIVE, ServerRole.STANDBY));
  }
}
