package io.redisfailover.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.apiserver.ApiServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Releases of the chart on one API server, by the real helm. */
class ChartReleasesIT {
  @RegisterExtension static final ApiServer apiServer = new ApiServer();

  private static final String CRD = "redisfailovers.redisfailover.io";

  @Test
  void liveSideBySideAndComeBackUnderAnotherName() throws Exception {
    Helm helm = Helm.required();
    assertThat(install(helm, "first")).doesNotContain("was left");
    assertThat(install(helm, "second")).contains("belongs to another release", "was left as it is");
    assertThat(ownerOfTheCrd()).isEqualTo("first");
    helm(helm, "upgrade", "first", Helm.CHART.toString(), "--namespace", "first");
    helm(helm, "uninstall", "first", "--namespace", "first");
    assertThat(install(helm, "third")).contains("was left as it is");
    helm(
        helm,
        "upgrade",
        "third",
        Helm.CHART.toString(),
        "--namespace",
        "third",
        "--set",
        "replicas=1");
    assertThat(ownerOfTheCrd()).isEqualTo("first");
    giveTheCrdTo("third");
    String upgraded = helm(helm, "upgrade", "third", Helm.CHART.toString(), "--namespace", "third");
    assertThat(upgraded).doesNotContain("was left");
    assertThat(ownerOfTheCrd()).isEqualTo("third");
    assertThat(helm(helm, "get", "manifest", "third", "--namespace", "third"))
        .contains("kind: CustomResourceDefinition");
  }

  /** As the chart's README says. */
  private static void giveTheCrdTo(String release) throws IOException, InterruptedException {
    ApiServer.Said said =
        apiServer.kubectl(
            "",
            "annotate",
            "crd",
            CRD,
            "--overwrite",
            "meta.helm.sh/release-name=" + release,
            "meta.helm.sh/release-namespace=" + release);
    assertThat(said.exitCode()).as(said.text()).isZero();
  }

  private static String install(Helm helm, String name) {
    return helm(
        helm,
        "install",
        name,
        Helm.CHART.toString(),
        "--namespace",
        name,
        "--create-namespace",
        "--set",
        "watchNamespaces={" + name + "}");
  }

  private static String helm(Helm helm, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--kubeconfig", apiServer.kubeconfig().toString()));
    Helm.Run run = helm.run(arguments);
    assertThat(run.code()).as(run.errors()).isZero();
    return run.output().replace('\n', ' ');
  }

  private static @Nullable String ownerOfTheCrd() {
    return apiServer
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(CRD)
        .get()
        .getMetadata()
        .getAnnotations()
        .get("meta.helm.sh/release-name");
  }
}
