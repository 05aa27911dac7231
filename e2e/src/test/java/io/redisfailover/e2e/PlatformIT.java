package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.Release.Build;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ProxyAutoscaler;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A cluster that gives each namespace its own user IDs and refuses others, scales the proxies, and
 * limits the pods. Admission policies do here what the security context constraint {@code
 * restricted-v2} does on OpenShift: a stand-in.
 */
@Isolated("admission policies apply to the operators, too, and the chart is installed anew")
@Timeout(900)
class PlatformIT {
  private static final String NAMESPACE = "e2e-platform";
  private static final long USER = 1_000_680_000;

  /** Longer than the operator waits before it looks again. */
  private static final Duration SOME_ROUNDS = Duration.ofSeconds(15);

  private static final String POLICIES =
      """
      apiVersion: admissionregistration.k8s.io/v1beta1
      kind: MutatingAdmissionPolicy
      metadata: {name: e2e-user-ids}
      spec:
        failurePolicy: Fail
        reinvocationPolicy: Never
        matchConstraints:
          namespaceSelector:
            matchExpressions:
              - {key: kubernetes.io/metadata.name, operator: In, values: [%1$s, %3$s]}
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        matchConditions:
          - name: none-is-set
            expression: "!has(object.spec.securityContext.runAsUser)"
        mutations:
          - patchType: ApplyConfiguration
            applyConfiguration:
              expression: >
                Object{spec: Object.spec{securityContext:
                Object.spec.securityContext{runAsUser: %2$d, fsGroup: %2$d}}}
      ---
      apiVersion: admissionregistration.k8s.io/v1beta1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: e2e-user-ids}
      spec: {policyName: e2e-user-ids}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: e2e-user-ids}
      spec:
        failurePolicy: Fail
        matchConstraints:
          namespaceSelector:
            matchExpressions:
              - {key: kubernetes.io/metadata.name, operator: In, values: [%1$s, %3$s]}
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        validations:
          - expression: "object.spec.securityContext.runAsUser == %2$d"
            message: "runAsUser is not that of the namespace"
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: e2e-user-ids}
      spec: {policyName: e2e-user-ids, validationActions: [Deny]}
      """
          .formatted(NAMESPACE, USER, Release.NAMESPACE);

  private static final String SPEC =
      """
      redis: {image: "redis:7.0", storage: {size: 100Mi, retain: false}}
      failover: {failback: {policy: Manual}}
      """;

  private static DeployedPair pair;
  private static List<HasMetadata> policies = List.of();

  @BeforeAll
  static void giveTheNamespaceItsOwnUserIds() {
    TestCluster cluster = TestCluster.get();
    var unused = cluster.own(); // only its API server is known to mutate pods by a policy
    pair = new DeployedPair(cluster, NAMESPACE, "cache");
    cluster.namespace(NAMESPACE);
    policies =
        client()
            .load(new ByteArrayInputStream(POLICIES.getBytes(StandardCharsets.UTF_8)))
            .serverSideApply();
    // an API server takes a new policy up some time later, and the pods of a pair come at once
    await("the policies are in force")
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          assertThatThrownBy(() -> tryPod(USER + 1)).hasMessageContaining("not that of");
          assertThat(tryPod(null).getSpec().getSecurityContext().getRunAsUser()).isEqualTo(USER);
        });
  }

  /** What the API server would make of a pod with this user ID; none is created. */
  private static Pod tryPod(@Nullable Long user) {
    return client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("policies")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withNewSecurityContext()
                .withRunAsUser(user)
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("none")
                .withImage("none")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build())
        .dryRun()
        .create();
  }

  @AfterAll
  static void delete() {
    if (!policies.isEmpty()) {
      pair.delete();
      client().resourceList(policies).delete();
      Release.install(pair.cluster(), Build.PRESENT, Build.PRESENT);
    }
  }

  @Test
  void thePairRunsUnderTheIdsOfTheNamespaceAndItsProxiesAreScaled() throws Exception {
    pair.apply(SPEC);
    await("the policy refuses the ids of the images, and the status has its words")
        .atMost(DeployedPair.PATIENCE)
        .untilAsserted(() -> {
          assertThat(message(ServerName.MASTER)).contains("not that of");
          assertThat(message(ServerName.BACKUP)).contains("not that of");
          assertThat(progress())
              .contains("The pod of Master cannot be created", "The pod of Backup cannot be");
          assertThat(pair.condition("ConfigurationApplied").map(Condition::message).orElse(""))
              .contains("The pod of Master cannot be created");
        });
    Release.install(pair.cluster(), Build.PRESENT, Build.PRESENT, "userIds=platform");
    pair.awaitSettled();
    assertThat(pair.cluster().operatorPods())
        .isNotEmpty()
        .extracting(pod -> pod.getSpec().getSecurityContext().getRunAsUser())
        .containsOnly(USER);
    assertThat(pair.podObjects())
        .hasSize(4)
        .extracting(pod -> pod.getSpec().getSecurityContext().getRunAsUser())
        .containsOnly(USER);
    ScenarioRun.planned("active pod deleted, under the user IDs of the namespace", pair)
        .run(() -> {
          ServerName active = pair.active();
          pair.deletePod(pair.pod(active));
          pair.awaitActive(DeployedPair.other(active));
        });
    ScenarioRun.planned("proxies scaled 2, 6, 2 by an autoscaler", pair)
        .run(PlatformIT::anAutoscalerScalesTheProxies);
    aQuotaThatRefusesAPodIsTold();
  }

  /** Those that are there stay, and the next one is refused. */
  private static void aQuotaThatRefusesAPodIsTold() {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("e2e-few-pods")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withNewSpec()
            .addToHard("pods", new Quantity("3"))
            .endSpec()
            .build();
    client().resource(quota).create();
    try {
      await("the quota is in force")
          .atMost(DeployedPair.PATIENCE)
          .until(() -> {
            ResourceQuotaStatus status = client().resource(quota).get().getStatus();
            return status != null && status.getHard() != null && !status.getHard().isEmpty();
          });
      ServerName standby = pair.standby();
      pair.deletePod(pair.pod(standby));
      await("the status has the words of the quota")
          .atMost(DeployedPair.PATIENCE)
          .untilAsserted(() -> {
            assertThat(message(standby)).contains("exceeded quota: e2e-few-pods");
            assertThat(progress()).contains("exceeded quota: e2e-few-pods");
          });
    } finally {
      client().resource(quota).delete();
    }
    pair.awaitSettled();
    assertThat(message(pair.standby())).doesNotContain("quota");
  }

  private static String message(ServerName server) {
    return pair.status().map(RedisFailoverStatus::servers).stream()
        .flatMap(List::stream)
        .filter(it -> it.name() == server)
        .map(ServerStatus::message)
        .map(String::valueOf)
        .findFirst()
        .orElse("");
  }

  private static String progress() {
    return pair.condition("Progressing").map(Condition::message).orElse("");
  }

  /** By the proxies' use of the processor, of which the stand-in for the metrics API tells. */
  private static void anAutoscalerScalesTheProxies() {
    try (ProxyAutoscaler autoscaler = ProxyAutoscaler.start(pair)) {
      autoscaler.awaitProxies(600, 6, Duration.ZERO);
      pair.apply(SPEC); // as a tool does that applies the file again
      autoscaler.awaitProxies(600, 6, SOME_ROUNDS);
      autoscaler.awaitProxies(60, 2, SOME_ROUNDS);
    }
  }

  private static KubernetesClient client() {
    return pair.cluster().client();
  }
}
