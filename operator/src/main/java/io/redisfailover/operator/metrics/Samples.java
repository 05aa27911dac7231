package io.redisfailover.operator.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeStatus;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the samples from a status, so that meters and status never disagree. Pure. */
final class Samples {
  private static final ObjectMapper WORDS = new ObjectMapper();

  private final List<Sample> samples = new ArrayList<>();

  private Samples() {}

  /** {@return what a status says, as numbers} */
  static List<Sample> of(RedisFailoverStatus status) {
    Samples all = new Samples();
    all.conditions(status);
    Optional.ofNullable(status.phase())
        .ifPresent(phase -> all.add(ResourceMeter.PHASE, 1, word(phase)));
    all.nodes(status);
    Optional.ofNullable(status.epoch())
        .ifPresent(epoch -> all.add(ResourceMeter.EPOCH, (double) epoch));
    Optional.ofNullable(status.proxies()).ifPresent(all::proxies);
    Optional.ofNullable(status.lastFailover()).ifPresent(all::lastChange);
    return List.copyOf(all.samples);
  }

  private void conditions(RedisFailoverStatus status) {
    Optional.ofNullable(status.conditions()).stream()
        .flatMap(List::stream)
        .filter(it -> it.status() != ConditionStatus.UNKNOWN)
        .forEach(it ->
            add(ResourceMeter.CONDITION, it.status() == ConditionStatus.TRUE ? 1 : 0, it.type()));
  }

  private void nodes(RedisFailoverStatus status) {
    for (NodeStatus node : Optional.ofNullable(status.nodes()).orElse(List.of())) {
      add(ResourceMeter.ACTIVE, node.name() == status.active() ? 1 : 0, word(node.name()));
      Optional.ofNullable(node.role())
          .ifPresent(role -> add(ResourceMeter.ROLE, 1, word(node.name()), word(role)));
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

  private void lastChange(LastFailover last) {
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
    samples.add(new Sample(meter, Arrays.asList(labels), value));
  }

  /** As people read it in the resource. */
  private static String word(Enum<?> value) {
    return WORDS.convertValue(value, String.class);
  }
}
