package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What a resource says about its pods. */
class OverlayTest {
  @Test
  void laysOneTemplateOverBothServersAndAnotherOverOne() {
    String spec =
        "{redis: {podTemplate: {spec: {nodeSelector: {a: '1', b: '2'}}}},"
            + " master: {podTemplate: {spec: {nodeSelector: {b: '3'}}}}}";
    assertThat(server(spec, "master").getSpec().getNodeSelector())
        .containsEntry("a", "1")
        .containsEntry("b", "3");
    assertThat(server(spec, "backup").getSpec().getNodeSelector())
        .containsEntry("a", "1")
        .containsEntry("b", "2");
  }

  @Test
  void addsASidecarAndAVariableToTheServersContainer() {
    PodTemplateSpec pod =
        server(
            "redis: {podTemplate: {spec: {containers: [{name: side, image: x},"
                + " {name: redis, env: [{name: TZ, value: UTC}]}]}}}",
            "master");
    assertThat(pod.getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("redis", "side");
    assertThat(pod.getSpec().getContainers().getFirst().getEnv())
        .extracting("name")
        .containsExactly("RF_SERVER", "RF_PEER", "TZ");
  }

  @Test
  void keepsTheLabelsBySelectors() {
    PodTemplateSpec pod =
        server(
            "redis: {podTemplate: {metadata: {labels: {team: shop,"
                + " app.kubernetes.io/instance: other}}}}",
            "master");
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("team", "shop")
        .containsEntry("app.kubernetes.io/instance", "cache");
  }

  @Test
  void takesAwayWhatIsNull() {
    PodTemplateSpec pod =
        server("redis: {podTemplate: {spec: {securityContext: {runAsUser: null}}}}", "master");
    assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isNull();
    assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
  }

  @Test
  void laysATemplateOverTheProxies() {
    Deployment proxies =
        Inputs.object(
            withSpec("proxy: {podTemplate: {spec: {hostNetwork: true}}}"),
            Deployment.class,
            "cache-proxy");
    assertThat(proxies.getSpec().getTemplate().getSpec().getHostNetwork()).isTrue();
  }

  @Test
  void keepsPodsOnDifferentNodesAndZonesBesideSpreadConstraintsOfTheResource() {
    String constraints =
        "podTemplate: {spec: {topologySpreadConstraints: [{maxSkew: 1,"
            + " topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}]}}";
    PodTemplateSpec server = server("redis: {" + constraints + "}", "backup");
    PodTemplateSpec proxy = proxy("{" + constraints + "}");
    assertThat(List.of(server, proxy))
        .allSatisfy(pod -> {
          assertThat(pod.getSpec().getTopologySpreadConstraints())
              .singleElement()
              .satisfies(
                  only -> assertThat(only.getWhenUnsatisfiable()).isEqualTo("DoNotSchedule"));
          assertThat(apart(pod))
              .containsExactly(
                  Tuple.tuple("kubernetes.io/hostname", 100),
                  Tuple.tuple("topology.kubernetes.io/zone", 50));
        });
  }

  @Test
  void mergesSpreadConstraintsOfOneServerIntoThoseOfBothByTheirTopologyKey() {
    String spec =
        "{redis: {podTemplate: {spec: {topologySpreadConstraints:"
            + " [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]}}},"
            + " master: {podTemplate: {spec: {topologySpreadConstraints:"
            + " [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule},"
            + " {maxSkew: 2, topologyKey: rack, whenUnsatisfiable: ScheduleAnyway}]}}}}";
    assertThat(server(spec, "master").getSpec().getTopologySpreadConstraints())
        .extracting("topologyKey", "maxSkew", "whenUnsatisfiable")
        .containsExactly(
            Tuple.tuple("zone", 1, "DoNotSchedule"), Tuple.tuple("rack", 2, "ScheduleAnyway"));
    assertThat(server(spec, "backup").getSpec().getTopologySpreadConstraints())
        .extracting("topologyKey", "whenUnsatisfiable")
        .containsExactly(Tuple.tuple("zone", "ScheduleAnyway"));
  }

  @Test
  void replacesThePreferenceForDifferentNodesAndZones() {
    PodTemplateSpec proxy =
        proxy(
            "{podTemplate: {spec: {affinity: {podAntiAffinity:"
                + " {preferredDuringSchedulingIgnoredDuringExecution:"
                + " [{weight: 1, podAffinityTerm: {topologyKey: rack}}]}}}}}");
    assertThat(apart(proxy)).containsExactly(Tuple.tuple("rack", 1));
    assertThat(proxy("{podTemplate: {spec: {affinity: null}}}").getSpec().getAffinity()).isNull();
  }

  @Test
  void rejectsAnotherCommandOrLifecycleOfTheServer() {
    String sentence =
        "spec.redis.podTemplate.spec: command, args and lifecycle of the container redis must not"
            + " change.";
    assertThat(rejection("redis", "{name: redis, command: [redis-server]}")).isEqualTo(sentence);
    assertThat(rejection("redis", "{name: redis, args: [--port, '1']}")).isEqualTo(sentence);
    assertThat(rejection("redis", "{name: redis, lifecycle: null}")).isEqualTo(sentence);
  }

  @Test
  void rejectsToTakeTheContainerAway() {
    assertThat(rejection("redis", "{name: redis, $patch: delete}"))
        .isEqualTo("spec.redis.podTemplate.spec: the container redis must not be removed.");
  }

  @Test
  void rejectsWhatIsNoPartOfAPod() {
    assertThat(
            Inputs.rejection(
                withSpec("backup: {podTemplate: {spec: {containers: {name: redis}}}}")))
        .startsWith("spec.backup.podTemplate.spec: not part of a Pod (");
    assertThat(rejection("proxy", "{image: x}"))
        .isEqualTo("spec.proxy.podTemplate.spec: each entry of containers must have name.");
  }

  /** The topology keys that a pod prefers to share with no pod of its kind, with their weights. */
  private static List<Tuple> apart(PodTemplateSpec pod) {
    return pod
        .getSpec()
        .getAffinity()
        .getPodAntiAffinity()
        .getPreferredDuringSchedulingIgnoredDuringExecution()
        .stream()
        .map(term -> Tuple.tuple(term.getPodAffinityTerm().getTopologyKey(), term.getWeight()))
        .toList();
  }

  private static PodTemplateSpec proxy(String spec) {
    return Inputs.object(withSpec("proxy: " + spec), Deployment.class, "cache-proxy")
        .getSpec()
        .getTemplate();
  }

  private static String rejection(String part, String container) {
    return Inputs.rejection(
        withSpec(part + ": {podTemplate: {spec: {containers: [" + container + "]}}}"));
  }

  private static PodTemplateSpec server(String spec, String word) {
    return Inputs.object(withSpec(spec), StatefulSet.class, "cache-" + word)
        .getSpec()
        .getTemplate();
  }
}
