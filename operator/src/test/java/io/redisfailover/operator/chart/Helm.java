package io.redisfailover.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.operator.CachedPrograms;
import io.redisfailover.operator.Yaml;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real helm: that of {@code PATH}, or that of {@code e2e/cluster/cluster build}.
 *
 * @param program where it is
 */
record Helm(Path program) {
  /** The chart, from the module's folder. */
  static final Path CHART = Path.of("..", "helm", "redis-failover-operator");

  /** A Kubernetes that the chart is for; helm itself does not ask any. */
  private static final String KUBERNETES = "1.31.0";

  private static final long LIMIT_SECONDS = 60;
  private static final String MISSING =
      "no helm: put it into PATH, or run `e2e/cluster/cluster build`";

  /**
   * How a run ended.
   *
   * @param code its exit code
   * @param output what it wrote
   * @param errors what it complained of
   */
  record Run(int code, String output, String errors) {}

  /** {@return helm; the test is skipped where there is none} */
  static Helm required() {
    Optional<Helm> helm = find();
    Assumptions.assumeTrue(helm.isPresent(), MISSING);
    return helm.orElseThrow();
  }

  private static Optional<Helm> find() {
    Stream<Path> folders =
        CachedPrograms.environment("PATH").stream()
            .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of);
    return Stream.concat(folders, Stream.of(CachedPrograms.folder()))
        .map(folder -> folder.resolve("helm"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(Helm::new);
  }

  /** {@return the objects of the chart with these values, each {@code key=JSON}} */
  List<JsonNode> objects(String... values) {
    return objects(CHART, values);
  }

  /** {@return the objects of another chart} */
  List<JsonNode> objects(Path chart, String... values) {
    return objects(template(chart, KUBERNETES, values));
  }

  /** {@return the objects of a release of another name, in another namespace} */
  List<JsonNode> objectsOf(String release, String namespace, String... values) {
    return objects(template(CHART, release, namespace, KUBERNETES, values));
  }

  private static List<JsonNode> objects(Run run) {
    if (run.code() != 0) {
      throw new AssertionError(run.errors());
    }
    return Yaml.readAll(run.output()).stream().filter(JsonNode::isObject).toList();
  }

  /** {@return what helm says against these values; fails when it takes them} */
  String refusal(String... values) {
    return refusalOn(KUBERNETES, values);
  }

  /** {@return what helm says against a Kubernetes of this version, or against these values} */
  String refusalOn(String kubernetes, String... values) {
    Run run = template(CHART, kubernetes, values);
    if (run.code() == 0) {
      throw new AssertionError("taken: " + String.join(" ", values));
    }
    return run.errors();
  }

  private Run template(Path chart, String kubernetes, String... values) {
    return template(chart, "rf", "system", kubernetes, values);
  }

  private Run template(
      Path chart, String release, String namespace, String kubernetes, String... values) {
    List<String> arguments =
        new ArrayList<>(List.of("template", release, chart.toString(), "--namespace", namespace));
    arguments.addAll(List.of("--kube-version", kubernetes));
    for (String value : values) {
      arguments.addAll(List.of("--set-json", value));
    }
    return run(arguments);
  }

  /** Runs it. {@return how it ended} */
  Run run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile("helm", ".out");
      Path errors = Files.createTempFile("helm", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("helm did not end: " + arguments);
        }
        return new Run(process.exitValue(), Yaml.file(output), Yaml.file(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException broken) {
      throw new AssertionError(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
