package io.redisfailover.operator.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Samples of a status, so that meters and status never disagree. Pure. */
final class ResourceSamples {
  private static final ObjectMapper WORDS = new ObjectMapper();

  private final List<ResourceSample> samples = new ArrayList<>();

  private ResourceSamples() {}

  /** {@return the samples of a status} */
  static List<ResourceSample> of(RedisFailoverStatus status) {
    ResourceSamples all = new ResourceSamples();
    all.conditions(status);
    Optional.ofNullable(status.phase())
        .ifPresent(phase -> all.add(ResourceMeter.PHASE, 1, word(phase)));
    all.servers(status);
    Optional.ofNullable(status.epoch())
        .ifPresent(epoch -> all.add(ResourceMeter.EPOCH, (double) epoch));
    Optional.ofNullable(status.proxies()).ifPresent(all::proxies);
    Optional.ofNullable(status.lastRoleChange()).ifPresent(all::lastChange);
    return List.copyOf(all.samples);
  }

  private void conditions(RedisFailoverStatus status) {
    Optional.ofNullable(status.conditions()).stream()
        .flatMap(List::stream)
        .filter(it -> it.status() != ConditionStatus.UNKNOWN)
        .forEach(it ->
            add(
                ResourceMeter.CONDITION,
                it.status() == ConditionStatus.TRUE ? 1 : 0,
                it.type(),
                Objects.requireNonNullElse(it.reason(), "")));
  }

  private void servers(RedisFailoverStatus status) {
    for (ServerStatus server : Optional.ofNullable(status.servers()).orElse(List.of())) {
      add(ResourceMeter.ACTIVE, server.name() == status.active() ? 1 : 0, word(server.name()));
      Optional.ofNullable(server.role())
          .ifPresent(role -> add(ResourceMeter.ROLE, 1, word(server.name()), word(role)));
    }
  }

  private void proxies(ProxiesStatus proxies) {
    proxies("desired", proxies.desired());
    proxies("ready", proxies.ready());
    proxies("agreeing", proxies.agreeing());
  }

  private void proxies(String state, @Nullable Integer number) {
    if (number != null) {
      add(ResourceMeter.PROXIES, number, state);
    }
  }

  private void lastChange(LastRoleChange last) {
    if (last.kind() == null || last.time() == null) {
      return;
    }
    String kind = word(last.kind());
    add(ResourceMeter.LAST_CHANGE, (double) Instant.parse(last.time()).getEpochSecond(), kind);
    seconds(ResourceMeter.LAST_CHANGE_DETECTED, last.detectedAfterMillis(), kind);
    seconds(ResourceMeter.LAST_CHANGE_DURATION, last.durationMillis(), kind);
  }

  private void seconds(ResourceMeter meter, @Nullable Long millis, String kind) {
    if (millis != null) {
      add(meter, (double) millis / Duration.ofSeconds(1).toMillis(), kind);
    }
  }

  private void add(ResourceMeter meter, double value, String... labels) {
    samples.add(new ResourceSample(meter, Arrays.asList(labels), value));
  }

  /** {@return the word in the resource} */
  private static String word(Enum<?> value) {
    return WORDS.convertValue(value, String.class);
  }
}
