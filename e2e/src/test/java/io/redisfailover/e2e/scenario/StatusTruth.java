package io.redisfailover.e2e.scenario;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.Lag;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RequestsStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerRole;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each field of the status has to say of a settled pair whose last role change was a hang, and
 * to which requests with a token were made: asked of the cluster and of the servers themselves.
 */
public final class StatusTruth {
  /** How long the active server of the scenario hangs. */
  public static final Duration HANG = Duration.ofSeconds(5);

  /** The default of {@code failover.detection.timeout}. */
  private static final Duration DETECTION = Duration.ofMillis(1_500);

  /** The last answer may be of the probe before. */
  private static final Duration PROBE = Duration.ofMillis(100);

  /** A promotion takes some ten milliseconds, and longer on a machine that is busy. */
  private static final Duration PROMOTION = Duration.ofSeconds(5);

  private static final String ZONE = "topology.kubernetes.io/zone";

  private final DeployedPair pair;
  private final Instant began;

  /**
   * Of one pair.
   *
   * @param pair the pair
   * @param began when its resource was applied, or before
   */
  public StatusTruth(DeployedPair pair, Instant began) {
    this.pair = pair;
    this.began = began;
  }

  /** {@return the path of every field that a status can have} */
  public static Set<String> fields() {
    Set<String> paths = new TreeSet<>();
    collect(RedisFailoverStatus.class, "", paths);
    return paths;
  }

  private static void collect(Class<?> part, String prefix, Set<String> paths) {
    for (RecordComponent component : part.getRecordComponents()) {
      String path = prefix + component.getName();
      Class<?> type = element(component.getGenericType());
      if (type.isRecord()) {
        collect(type, path + ".", paths);
      } else {
        paths.add(path);
      }
    }
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : (Class<?>) type;
  }

  /** {@return the check of each field by its path} */
  public Map<String, Consumer<RedisFailoverStatus>> checks() {
    Map<String, Consumer<RedisFailoverStatus>> checks = new TreeMap<>(ofThePair());
    checks.putAll(ofServers());
    checks.putAll(ofProxies());
    checks.putAll(ofTheRoleChange());
    checks.putAll(ofConditions());
    checks.put("requests.switchover", says(it -> requests(it).switchover(), this::switchover));
    checks.put("requests.keepDataOf", says(it -> requests(it).keepDataOf(), this::keepDataOf));
    return checks;
  }

  private Map<String, Consumer<RedisFailoverStatus>> ofThePair() {
    return Map.of(
        "observedGeneration",
        says(
            RedisFailoverStatus::observedGeneration,
            () -> pair.resource().get().getMetadata().getGeneration()),
        "phase",
        says(RedisFailoverStatus::phase, () -> Phase.RUNNING),
        "active",
        status -> assertThat(info(name(status.active()), "role")).isEqualTo("master"),
        "epoch",
        status ->
            assertThat(Objects.requireNonNull(status.epoch()))
                .isGreaterThan(1)
                .satisfies(epoch ->
                    assertThat(epoch % 2 == 1).isEqualTo(status.active() == ServerName.MASTER)),
        "replicationId",
        says(RedisFailoverStatus::replicationId, () -> info(pair.active(), "master_replid")),
        "endpoint",
        says(RedisFailoverStatus::endpoint, () -> pair.host() + ":6379"));
  }

  private Map<String, Consumer<RedisFailoverStatus>> ofServers() {
    return Map.ofEntries(
        entry(
            "servers.name",
            status ->
                assertThat(servers(status))
                    .extracting(ServerStatus::name)
                    .containsExactly(ServerName.MASTER, ServerName.BACKUP)),
        entry("servers.pod", ofEach(ServerStatus::pod, pair::pod)),
        entry(
            "servers.role",
            ofEach(
                ServerStatus::role,
                name -> name == pair.active() ? ServerRole.ACTIVE : ServerRole.STANDBY)),
        entry("servers.address", ofEach(ServerStatus::address, pair::addressOf)),
        entry("servers.node", ofEach(ServerStatus::node, pair::nodeOf)),
        entry("servers.zone", ofEach(ServerStatus::zone, this::zone)),
        entry(
            "servers.version",
            ofEach(ServerStatus::version, name -> "Redis " + info(name, "redis_version"))),
        entry(
            "servers.replicationId",
            ofEach(ServerStatus::replicationId, name -> info(name, "master_replid"))),
        entry(
            "servers.lag",
            ofEach(ServerStatus::lag, name -> name == pair.active() ? null : Lag.NONE)),
        entry("servers.since", status -> servers(status).forEach(it -> recent(it.since()))),
        entry(
            "servers.message",
            status ->
                servers(status)
                    .forEach(server ->
                        assertThat(server.message())
                            .startsWith(
                                server.name() == pair.active() ? "Primary" : "Replica, link up"))));
  }

  private Map<String, Consumer<RedisFailoverStatus>> ofProxies() {
    return Map.of(
        "proxies.desired",
        says(status -> proxies(status).desired(), () -> 2),
        "proxies.present",
        says(status -> proxies(status).present(), () -> pair.proxies().size()),
        "proxies.ready",
        says(status -> proxies(status).ready(), () -> 2),
        "proxies.agreeing",
        says(status -> proxies(status).agreeing(), () -> 2),
        "proxies.selector",
        status ->
            assertThat(pair.podsBy(Objects.requireNonNull(proxies(status).selector())))
                .containsExactlyInAnyOrderElementsOf(pair.proxies()));
  }

  private Map<String, Consumer<RedisFailoverStatus>> ofTheRoleChange() {
    return Map.ofEntries(
        entry("lastRoleChange.time", status -> recent(change(status).time())),
        entry(
            "lastRoleChange.kind",
            says(status -> change(status).kind(), () -> RoleChangeKind.HANG)),
        entry("lastRoleChange.from", says(status -> change(status).from(), pair::standby)),
        entry("lastRoleChange.to", says(status -> change(status).to(), pair::active)),
        entry(
            "lastRoleChange.reason",
            status ->
                assertThat(change(status).reason())
                    .startsWith(change(status).from() + " failed (no answer for ")),
        entry(
            "lastRoleChange.detectedAfterMillis",
            status ->
                assertThat(Objects.requireNonNull(change(status).detectedAfterMillis()))
                    .isBetween(DETECTION.toMillis() - PROBE.toMillis(), HANG.toMillis())),
        entry(
            "lastRoleChange.durationMillis",
            status ->
                assertThat(Objects.requireNonNull(change(status).durationMillis()))
                    .isBetween(
                        Objects.requireNonNull(change(status).detectedAfterMillis()),
                        HANG.toMillis() + PROMOTION.toMillis())),
        entry(
            "lastRoleChange.offsetGapBytes",
            status ->
                assertThat(Objects.requireNonNull(change(status).offsetGapBytes()))
                    .isBetween(0L, maxLagBytes())),
        entry(
            "lastRoleChange.discardedBytes",
            status ->
                assertThat(Objects.requireNonNull(change(status).discardedBytes()))
                    .isBetween(0L, maxLagBytes())),
        entry(
            "lastRoleChange.evidence",
            status ->
                assertThat(change(status).evidence())
                    .isNotEmpty()
                    .anySatisfy(words ->
                        assertThat(words)
                            .contains("had seen " + change(status).to() + " in sync, and "))));
  }

  private Map<String, Consumer<RedisFailoverStatus>> ofConditions() {
    return Map.of(
        "conditions.type",
        status ->
            assertThat(conditions(status))
                .extracting(Condition::type)
                .containsExactlyInAnyOrder(
                    "Ready",
                    "InSync",
                    "ProxiesAgree",
                    "ConfigurationApplied",
                    "DataAtRisk",
                    "Progressing"),
        "conditions.status",
        status ->
            assertThat(conditions(status))
                .filteredOn(it -> it.status() == ConditionStatus.TRUE)
                .extracting(Condition::type)
                .containsExactlyInAnyOrder(
                    "Ready", "InSync", "ProxiesAgree", "ConfigurationApplied", "DataAtRisk"),
        "conditions.observedGeneration",
        status ->
            assertThat(conditions(status))
                .extracting(Condition::observedGeneration)
                .containsOnly(pair.resource().get().getMetadata().getGeneration()),
        "conditions.lastTransitionTime",
        status -> conditions(status).forEach(it -> recent(it.lastTransitionTime())),
        "conditions.reason",
        status ->
            assertThat(conditions(status))
                .extracting(it -> it.type() + ": " + it.reason())
                .containsExactlyInAnyOrder(
                    "Ready: ClientsServed",
                    "InSync: InSync",
                    "ProxiesAgree: Agree",
                    "ConfigurationApplied: Applied",
                    "DataAtRisk: NotPersisted",
                    "Progressing: Idle"),
        "conditions.message",
        status ->
            assertThat(conditions(status))
                .allSatisfy(it ->
                    assertThat(it.message())
                        .startsWith(Objects.requireNonNull(messages().get(it.type())))));
  }

  /** That of the risk goes on where both servers had to be put on one node. */
  private Map<String, String> messages() {
    return Map.of(
        "Ready",
        pair.active() + " serves clients and " + pair.standby() + " is in sync.",
        "InSync",
        pair.standby() + " is in sync and can take over.",
        "ProxiesAgree",
        "All 2 proxies route to " + pair.active() + ".",
        "ConfigurationApplied",
        "The spec is in effect.",
        "DataAtRisk",
        "No volume keeps the data, so it is lost when both pods are lost at once; set"
            + " spec.redis.storage.",
        "Progressing",
        "No change in progress.");
  }

  private long maxLagBytes() {
    String maxLag = pair.resource().get().getSpec().failover().maxLag();
    return Quantity.getAmountInBytes(new Quantity(maxLag)).longValueExact();
  }

  private static Consumer<RedisFailoverStatus> says(
      Function<RedisFailoverStatus, ? extends @Nullable Object> field,
      Supplier<? extends @Nullable Object> truth) {
    return status -> assertThat((Object) field.apply(status)).isEqualTo(truth.get());
  }

  private static Consumer<RedisFailoverStatus> ofEach(
      Function<ServerStatus, ? extends @Nullable Object> field,
      Function<ServerName, ? extends @Nullable Object> truth) {
    return status ->
        servers(status)
            .forEach(server ->
                assertThat((Object) field.apply(server))
                    .as("%s", server.name())
                    .isEqualTo(truth.apply(server.name())));
  }

  private void recent(@Nullable String time) {
    assertThat(Instant.parse(Objects.requireNonNull(time)))
        .isBetween(began.minus(Duration.ofMinutes(1)), Instant.now().plus(Duration.ofMinutes(1)));
  }

  private String info(ServerName server, String field) {
    return ReplicationInfoParser.fields(pair.ask(server, "INFO everything"))
        .getOrDefault(field, "");
  }

  /** As Kubernetes does from 1.35 on; an older one gives pods no zone. */
  public static void nameZones(DeployedPair pair) {
    for (ServerName server : ServerName.values()) {
      pair.cluster()
          .client()
          .pods()
          .inNamespace(pair.namespace())
          .withName(pair.pod(server))
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"labels\":{\"%s\":\"zone-%s\"}}}"
                  .formatted(ZONE, server.toString().toLowerCase(Locale.ROOT)));
    }
  }

  private @Nullable String zone(ServerName server) {
    return pair.podOf(server)
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getLabels().get(ZONE))
        .orElse(null);
  }

  private @Nullable String switchover() {
    return annotation("redisfailover.io/switchover");
  }

  private @Nullable String keepDataOf() {
    return annotation("redisfailover.io/keep-data-of");
  }

  private @Nullable String annotation(String name) {
    return pair.resource().get().getMetadata().getAnnotations().get(name);
  }

  private static ServerName name(@Nullable ServerName name) {
    return Objects.requireNonNull(name);
  }

  private static List<ServerStatus> servers(RedisFailoverStatus status) {
    return Objects.requireNonNull(status.servers());
  }

  private static ProxiesStatus proxies(RedisFailoverStatus status) {
    return Objects.requireNonNull(status.proxies());
  }

  private static LastRoleChange change(RedisFailoverStatus status) {
    return Objects.requireNonNull(status.lastRoleChange());
  }

  private static List<Condition> conditions(RedisFailoverStatus status) {
    return Objects.requireNonNull(status.conditions());
  }

  private static RequestsStatus requests(RedisFailoverStatus status) {
    return Objects.requireNonNull(status.requests());
  }
}
