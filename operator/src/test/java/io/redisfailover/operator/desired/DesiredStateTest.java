package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.example;
import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.redisfailover.operator.Yaml;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objects, one by one. */
class DesiredStateTest {
  private static final RedisFailover MINIMAL = withSpec("{}");

  @Test
  void makesEverythingForAnEmptySpec() {
    assertThat(Inputs.names(MINIMAL))
        .containsExactly(
            "ConfigMap cache-redis",
            "ConfigMap cache-proxy",
            "Service cache-servers",
            "Service cache",
            "Service cache-stats",
            "NetworkPolicy cache-redis",
            "NetworkPolicy cache-proxy",
            "StatefulSet cache-master",
            "StatefulSet cache-backup",
            "Deployment cache-proxy",
            "PodDisruptionBudget cache-redis",
            "PodDisruptionBudget cache-proxy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "all-fields", "storage", "haproxy-replacement", "placement"})
  void isTheSameForTheSameResource(String name) {
    assertThat(Inputs.objects(example(name))).isEqualTo(Inputs.objects(example(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "all-fields", "storage"})
  void labelsAndOwnsEverythingInItsNamespace(String name) {
    RedisFailover resource = example(name);
    DesiredState.Objects objects = Inputs.objects(resource);
    assertThat(Stream.concat(objects.secrets().all().stream(), objects.applied().stream()))
        .allSatisfy(object -> {
          assertThat(object.getMetadata().getNamespace()).isEqualTo("shop");
          assertThat(object.getMetadata().getLabels())
              .containsEntry("app.kubernetes.io/name", "redis-failover")
              .containsEntry("app.kubernetes.io/instance", Names.name(resource))
              .containsEntry("app.kubernetes.io/managed-by", "redis-failover-operator");
          boolean staysWithTheVolumes =
              RedisVolumes.stay(resource)
                  && Set.of(Names.controlSecret(resource), Names.recoverySecret(resource))
                      .contains(object.getMetadata().getName());
          if (!(object instanceof PersistentVolumeClaim) && !staysWithTheVolumes) {
            assertThat(object.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> {
                  assertThat(owner.getKind()).isEqualTo("RedisFailover");
                  assertThat(owner.getApiVersion()).isEqualTo("redisfailover.io/v1");
                  assertThat(owner.getUid()).isEqualTo(resource.getMetadata().getUid());
                  assertThat(owner.getController()).isTrue();
                });
          }
        });
  }

  /** The scripts of the pods read files of these names. */
  @Test
  void thePodsFindThePasswordAsAFileWhateverItsKeyIsCalled() {
    StatefulSet master =
        Inputs.object(
            withSpec("auth: {secretName: mine, secretKey: word}"),
            StatefulSet.class,
            "cache-master");
    assertThat(master.getSpec().getTemplate().getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals("auth"))
        .singleElement()
        .satisfies(volume ->
            assertThat(volume.getProjected().getSources())
                .extracting(VolumeProjection::getSecret)
                .allSatisfy(source -> assertThat(source.getName()).isEqualTo("mine"))
                .extracting(
                    SecretProjection::getOptional,
                    source -> source.getItems().getFirst().getKey(),
                    source -> source.getItems().getFirst().getPath())
                .containsExactly(
                    tuple(null, "word", "password"), tuple(true, "username", "username")));
  }

  /** It goes by the label of the instance, and there may be an application of that name. */
  @ParameterizedTest
  @ValueSource(strings = {"minimal", "all-fields", "storage"})
  void whatHasNoOwnerAsksArgoCdToLeaveIt(String name) {
    DesiredState.Objects objects = Inputs.objects(example(name));
    assertThat(Stream.concat(objects.secrets().all().stream(), objects.applied().stream()))
        .allSatisfy(object ->
            assertThat(object.getMetadata().getAnnotations().get("argocd.argoproj.io/sync-options"))
                .isEqualTo(
                    object.getMetadata().getOwnerReferences().isEmpty() ? "Prune=false" : null));
  }

  @Test
  void fitsTheLongestNameIntoTheLabelOfAPodsRevision() {
    int longestLabel = 63;
    int revision = "-0123456789".length();
    assertThat(40 + "-master".length() + revision).isLessThanOrEqualTo(longestLabel);
  }

  @Test
  void leavesOutWhatIsSwitchedOff() {
    assertThat(
            Inputs.names(
                withSpec(
                    "{proxy: {stats: {enabled: false}}, networkPolicy: {enabled: false},"
                        + " disruptionBudget: {enabled: false}}")))
        .noneMatch(name -> name.startsWith("NetworkPolicy"))
        .noneMatch(name -> name.startsWith("PodDisruptionBudget"))
        .doesNotContain("Service cache-stats");
  }

  @Test
  void startsOnePodParkedThatOnlyTheOperatorReplaces() {
    StatefulSet master = Inputs.object(MINIMAL, StatefulSet.class, "cache-master");
    assertThat(master.getSpec().getReplicas()).isEqualTo(1);
    assertThat(master.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(master.getSpec().getUpdateStrategy().getType()).isEqualTo("OnDelete");
    assertThat(master.getSpec().getServiceName()).isEqualTo("cache-servers");
    Container redis = redis(MINIMAL, "master");
    assertThat(redis.getCommand()).containsExactly("sh", "/etc/redis-failover/config/entry.sh");
    assertThat(redis.getLifecycle().getPreStop().getExec().getCommand())
        .containsExactly("sh", "/etc/redis-failover/config/pre-stop.sh");
    assertThat(Scripts.all().get(Scripts.ENTRY))
        .contains("--replicaof 127.0.0.1 1 --replica-read-only");
  }

  @Test
  void tellsEachServerItsOwnNameAndThatOfTheOther() {
    assertThat(redis(MINIMAL, "master").getEnv())
        .extracting("name", "value")
        .containsExactly(
            Tuple.tuple("RF_SERVER", "master"),
            Tuple.tuple("RF_PEER", "cache-backup-0.cache-servers"));
  }

  @Test
  void makesOnlyTheBackupWritableAndOnlyWhenAsked() {
    RedisFailover always = withSpec("backup: {writable: Always}");
    assertThat(redis(always, "backup").getEnv()).extracting("name").contains("RF_READ_ONLY");
    assertThat(redis(always, "master").getEnv()).extracting("name").doesNotContain("RF_READ_ONLY");
    assertThat(redis(MINIMAL, "backup").getEnv()).extracting("name").doesNotContain("RF_READ_ONLY");
  }

  @Test
  void keepsTheTemplateWhenOnlySettingsChange() {
    assertThat(
            Inputs.object(
                withSpec("redis: {config: {maxmemory: 1gb}}"), StatefulSet.class, "cache-master"))
        .isEqualTo(Inputs.object(MINIMAL, StatefulSet.class, "cache-master"));
  }

  @Test
  void rollsTheProxiesWhenTheirFileChanges() {
    assertThat(
            Inputs.object(withSpec("proxy: {maxConnections: 7}"), Deployment.class, "cache-proxy"))
        .isNotEqualTo(Inputs.object(MINIMAL, Deployment.class, "cache-proxy"));
    assertThat(
            Inputs.object(
                withSpec("failover: {preferred: Backup}"), Deployment.class, "cache-proxy"))
        .isEqualTo(Inputs.object(MINIMAL, Deployment.class, "cache-proxy"));
  }

  @Test
  void givesEachServerAClaimThatStaysUnlessToldOtherwise() {
    RedisFailover retained = withSpec("redis: {storage: {size: 1Gi}}");
    RedisFailover gone = withSpec("redis: {storage: {size: 1Gi, retain: false}}");
    String name = "data-cache-master-0";
    assertThat(owners(Inputs.object(retained, PersistentVolumeClaim.class, name))).isZero();
    assertThat(owners(Inputs.object(gone, PersistentVolumeClaim.class, name))).isEqualTo(1);
    assertThat(pod(retained, "master").getVolumes().getFirst().getPersistentVolumeClaim())
        .extracting("claimName")
        .isEqualTo(name);
    assertThat(pod(MINIMAL, "master").getVolumes().getFirst().getEmptyDir()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "all-fields", "storage"})
  void passesTheRestrictedPodSecurityStandard(String name) {
    RedisFailover resource = example(name);
    for (PodSpec pod : pods(resource)) {
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getContainers().getFirst().getSecurityContext())
          .satisfies(context -> {
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
          });
    }
  }

  @Test
  void putsNoSecretIntoAConfigMapOrOntoACommandLine() {
    DesiredState.Objects objects = Inputs.objects(MINIMAL);
    String applied = Yaml.write(objects.applied());
    assertThat(objects.secrets().all())
        .isNotEmpty()
        .flatExtracting(secret -> List.copyOf(secret.getData().keySet()))
        .contains("password");
    assertThat(applied).doesNotContain("random-");
    assertThat(Inputs.object(MINIMAL, ConfigMap.class, "cache-redis").getData())
        .containsOnlyKeys(
            "redis.conf",
            "entry.sh",
            "client.sh",
            "passwords.sh",
            "accept.sh",
            "pre-stop.sh",
            "readiness.sh",
            "liveness.sh",
            "application-6.acl",
            "application-7.acl",
            "application-7-functions.acl");
  }

  @Test
  void publishesServicesOfTheFamiliesThatTheSpecNames() {
    RedisFailover both =
        withSpec("proxy: {service: {ipFamilies: [IPv6, IPv4], ipFamilyPolicy: PreferDualStack}}");
    for (String name : List.of("cache", "cache-servers", "cache-stats")) {
      Service service = Inputs.object(both, Service.class, name);
      assertThat(service.getSpec().getIpFamilies()).containsExactly("IPv6", "IPv4");
      assertThat(service.getSpec().getIpFamilyPolicy()).isEqualTo("PreferDualStack");
    }
    assertThat(Inputs.object(both, ConfigMap.class, "cache-proxy").getData().toString())
        .contains("address: \"::\"")
        .doesNotContain("address: 0.0.0.0");
    assertThat(Inputs.object(MINIMAL, Service.class, "cache").getSpec().getIpFamilies()).isNull();
  }

  @Test
  void publishesTheNamesOfServersThatAreNotReady() {
    Service servers = Inputs.object(MINIMAL, Service.class, "cache-servers");
    assertThat(servers.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(servers.getSpec().getPublishNotReadyAddresses()).isTrue();
  }

  @Test
  void sendsClientsToTheProxiesAndNeverToAServer() {
    Service clients = Inputs.object(MINIMAL, Service.class, "cache");
    assertThat(clients.getSpec().getSelector())
        .containsEntry("app.kubernetes.io/component", "proxy");
  }

  @Test
  void letsOnlyProxiesPeersAndTheOperatorReachAServer() {
    NetworkPolicy policy = Inputs.object(MINIMAL, NetworkPolicy.class, "cache-redis");
    assertThat(policy.getSpec().getIngress())
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.getPorts()).hasSize(1);
          assertThat(rule.getFrom()).hasSize(3);
          assertThat(rule.getFrom().get(2).getNamespaceSelector().getMatchLabels())
              .containsEntry("kubernetes.io/metadata.name", "redis-failover-system");
        });
  }

  @Test
  void letsOnlyTheOperatorAndTheOtherProxiesReachTheControlApi() {
    NetworkPolicy policy = Inputs.object(MINIMAL, NetworkPolicy.class, "cache-proxy");
    assertThat(policy.getSpec().getIngress().get(0).getFrom()).isEmpty();
    assertThat(policy.getSpec().getIngress().get(1).getPorts().getFirst().getPort().getIntVal())
        .isEqualTo(Ports.CONTROL);
    List<NetworkPolicyPeer> callers = policy.getSpec().getIngress().get(1).getFrom();
    assertThat(callers).hasSize(2);
    assertThat(callers.getFirst().getNamespaceSelector()).isNull();
    assertThat(callers.getFirst().getPodSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/component", "proxy");
    assertThat(callers.getLast().getNamespaceSelector().getMatchLabels())
        .containsEntry("kubernetes.io/metadata.name", "redis-failover-system");
  }

  @Test
  void letsADrainTakeOneAtATimeWithOneProxyToo() {
    PodDisruptionBudget budget =
        Inputs.object(withSpec("proxy: {replicas: 1}"), PodDisruptionBudget.class, "cache-proxy");
    assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
  }

  @Test
  void rollsTheServersWhenAskedByAnAnnotation() {
    RedisFailover resource = withSpec("{}");
    resource.getMetadata().setAnnotations(Map.of("redisfailover.io/restart", "once more"));
    StatefulSet master = Inputs.object(resource, StatefulSet.class, "cache-master");
    assertThat(master.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("redisfailover.io/restart", "once more");
  }

  @Test
  void rejectsSettingsWhoseCaseHidesThemFromTheSchema() {
    assertThat(Inputs.rejection(withSpec("redis: {config: {Rename-Command: 'CONFIG X'}}")))
        .startsWith("spec.redis.config: must not contain rename-command");
    assertThat(Inputs.rejection(withSpec("redis: {config: {'a b': c}}")))
        .isEqualTo(
            "spec.redis.config: \"a b\" is not a redis.conf setting; use a name such as maxmemory.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"maxmemory 1gb\\nport\": '7000'}",
        "{\"maxmemory\\rport\": '7000'}",
        "{\"maxmemory\\0\": '7000'}",
        "{\"include\\t/etc/passwd\": ''}",
        "{maxmemory: \"1gb\\nport 7000\"}",
        "{maxmemory: \"1gb\\rport 7000\"}",
        "{maxmemory: \"1gb\\0\"}",
        "{maxmemory: ''}"
      })
  void rejectsASettingThatCouldBeMoreThanOneLineOfItsFile(String config) {
    assertThat(Inputs.rejection(withSpec("redis: {config: " + config + "}")))
        .startsWith("spec.redis.config: ");
  }

  @Test
  void rejectsARegularExpressionThatIsNone() {
    assertThat(Inputs.rejection(withSpec("proxy: {check: {steps: [{expectRegex: 'a('}]}}")))
        .startsWith("spec.proxy.check.steps[0].expectRegex: not a regular expression (");
  }

  private static int owners(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().size();
  }

  private static List<PodSpec> pods(RedisFailover resource) {
    return Inputs.objects(resource).applied().stream()
        .flatMap(object ->
            switch (object) {
              case StatefulSet set -> Stream.of(set.getSpec().getTemplate().getSpec());
              case Deployment proxies -> Stream.of(proxies.getSpec().getTemplate().getSpec());
              default -> Stream.empty();
            })
        .toList();
  }

  private static PodSpec pod(RedisFailover resource, String word) {
    return Inputs.object(resource, StatefulSet.class, Names.name(resource) + "-" + word)
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  private static Container redis(RedisFailover resource, String word) {
    return pod(resource, word).getContainers().getFirst();
  }
}
