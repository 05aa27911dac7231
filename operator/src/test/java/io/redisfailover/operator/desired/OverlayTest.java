package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
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
