package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.realredis.process.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that runs rejects a setting of the spec. */
class RejectedSettingIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final String NAMESPACE = "settings";
  private static final String FILE = "cache-redis";
  private static final String GOOD = "redis: {config: {hz: '20'}}";
  private static final String WRONG = "redis: {config: {hz: '20', maxmemory: much}}";

  /** An address of this machine that no other test uses: pods of servers listen at this port. */
  private static final String ADDRESS = "127.84.0.1";

  private static final int PORT = 6379;

  private final LiveResource resource = new LiveResource(server.client(), NAMESPACE, "cache");

  /** No server starts without a file, and none with a setting that it rejects. */
  @Test
  void isLeftOutOfAFileThatHasToBeMadeAgain() throws Exception {
    server.install();
    OperatorMeters meters = new OperatorMeters(() -> true);
    Operator operator = Operators.start(server.client(), meters, "proxy:1", Map.of());
    try (meters;
        RedisProcess redis = RedisProcess.startAt(ADDRESS, PORT)) {
      resource.createNamespace(Map.of());
      resource.create(GOOD);
      letInTheOperator(redis);
      runMaster();
      resource.awaitCondition("ConfigurationApplied", "Applied");
      ConfigMap before = resource.await(ConfigMap.class, FILE);

      resource.spec(WRONG);
      resource.awaitCondition("ConfigurationApplied", "RejectedByRedis");
      assertThat(resource.await(ConfigMap.class, FILE).getData()).isEqualTo(before.getData());

      server.client().resource(before).delete();
      assertThat(resource.await(ConfigMap.class, FILE).getData()).isEqualTo(before.getData());
      assertThat(resource.condition("ConfigurationApplied").orElseThrow().reason())
          .isEqualTo("RejectedByRedis");

      resource.spec("redis: {config: {hz: '20', maxmemory: 64mb}}");
      resource.awaitCondition("ConfigurationApplied", "Applied");
      Awaitility.await()
          .atMost(LiveResource.SOON)
          .untilAsserted(() ->
              assertThat(resource.await(ConfigMap.class, FILE).getData().get("redis.conf"))
                  .contains("maxmemory 64mb"));
    } finally {
      operator.stop();
    }
  }

  private void letInTheOperator(RedisProcess redis) {
    String coded =
        resource
            .await(Secret.class, "cache-control")
            .getData()
            .getOrDefault("operator-password", "");
    String password =
        new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .orElseThrow();
    assertThat(
            redis.ask("ACL", "SETUSER", "rf-operator", "on", ">" + password, "~*", "&*", "+@all"))
        .isEqualTo("OK");
  }

  /** A pod of Master that is ready, as kubelets say it. */
  private void runMaster() {
    Pod pod =
        Awaitility.await()
            .atMost(LiveResource.SOON)
            .until(
                () -> {
                  new StandInControllers(server.client(), NAMESPACE).step();
                  return resource.find(Pod.class, "cache-master-0");
                },
                Optional::isPresent)
            .orElseThrow();
    var unused =
        server
            .client()
            .resource(pod)
            .editStatus(present ->
                new PodBuilder(present)
                    .editOrNewStatus()
                    .withPhase("Running")
                    .withPodIP(ADDRESS)
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .addNewContainerStatus()
                    .withName("redis")
                    .withImage("redis:7.0")
                    .withImageID("redis:7.0")
                    .withReady(true)
                    .withRestartCount(0)
                    .withNewState()
                    .withNewRunning()
                    .endRunning()
                    .endState()
                    .endContainerStatus()
                    .endStatus()
                    .build());
  }
}
