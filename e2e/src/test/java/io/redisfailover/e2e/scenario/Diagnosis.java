package io.redisfailover.e2e.scenario;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.operator.api.v1.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Collects what a person needs to understand a failed scenario, into a file of its own. */
final class Diagnosis {
  private static final int LINES = 400;

  private Diagnosis() {}

  static void print(String scenario, DeployedPair pair) {
    StringBuilder text = new StringBuilder("# " + scenario + "\n");
    add(text, "the resource", () -> Serialization.asYaml(pair.resource().get()));
    add(text, "its events", () -> events(pair));
    for (ServerName server : ServerName.values()) {
      add(text, "INFO replication of " + server, () -> pair.ask(server, "INFO replication"));
    }
    KubernetesClient client = pair.client();
    for (String namespace : new String[] {pair.namespace(), Release.NAMESPACE}) {
      for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
        String name = pod.getMetadata().getName();
        add(text, "the pod " + name, () -> Serialization.asYaml(pod.getStatus()));
        add(
            text,
            "the log of " + name,
            () -> client.pods().inNamespace(namespace).withName(name).tailingLines(LINES).getLog());
      }
    }
    Path file =
        Path.of(
            System.getProperty("e2e.report", "target"),
            "failed-"
                + scenario.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT)
                + ".txt");
    try {
      Files.writeString(file, text);
      System.err.println("What was there when \"" + scenario + "\" failed is in " + file);
    } catch (IOException unwritable) {
      System.err.println(text);
    }
  }

  private static String events(DeployedPair pair) {
    StringBuilder lines = new StringBuilder();
    pair.eventObjects()
        .forEach(event ->
            lines
                .append(event.getMetadata().getCreationTimestamp())
                .append(' ')
                .append(event.getReason())
                .append(": ")
                .append(event.getNote())
                .append('\n'));
    return lines.toString();
  }

  private static void add(StringBuilder text, String title, Supplier<String> content) {
    text.append("\n## ").append(title).append('\n');
    try {
      text.append(content.get()).append('\n');
    } catch (RuntimeException failure) {
      text.append("not to be had: ").append(failure).append('\n');
    }
  }
}
