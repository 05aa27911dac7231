package io.redisfailover.operator.apiserver;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.redisfailover.operator.Crd;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real API server with its etcd, on loopback, for all tests of a class that registers it; no
 * controllers, no nodes. Where the programs are missing the class is skipped, with the reason.
 */
public final class ApiServer implements BeforeAllCallback, AfterAllCallback {
  /** On the console: logback-test.xml sends this one there. */
  private static final Logger LOG = LoggerFactory.getLogger("test");

  private static final Path FOLDER = Path.of("target", "kube-api-test").toAbsolutePath();

  /** Held while a server runs: those of two JVMs would take each other's ports and files. */
  private static final Path TURN = FOLDER.resolveSibling("kube-api-test.turn");

  private static final int START_MILLIS = 180_000;
  private static final String VERSION = "1.34.4";

  private @Nullable FileChannel turn;
  private @Nullable Running running;

  private record Running(
      KubeAPIServer server, KubernetesClient client, Path kubectl, Path kubeconfig) {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Optional<Binaries> binaries = Binaries.find();
    if (binaries.isEmpty()) {
      LOG.warn("SKIPPED: {}", Binaries.MISSING);
    }
    Assumptions.assumeTrue(binaries.isPresent(), Binaries.MISSING);
    turn = FileChannel.open(TURN, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock unused = turn.lock(); // waits for the server of another JVM
    layOut(binaries.get());
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(FOLDER.toString())
                .withApiServerVersion(VERSION)
                .withOfflineMode(true)
                .withWaitForEtcdHealthCheckOnStartup(true)
                .withStartupTimeout(START_MILLIS)
                .withApiServerFlags(
                    List.of(
                        "--bind-address",
                        "127.0.0.1",
                        "--advertise-address",
                        "192.0.2.1")) // of nobody; so that no network is needed
                .build());
    server.start();
    String yaml = server.getKubeConfigYaml();
    running =
        new Running(
            server,
            new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(yaml)).build(),
            binaries.get().program("kubectl"),
            Files.writeString(FOLDER.resolve("kubeconfig"), yaml));
  }

  private Running running() {
    return Objects.requireNonNull(running);
  }

  /**
   * The folder as kube-api-test wants it. It lets etcd listen on every address; the script between
   * keeps it on loopback, and its files need not survive.
   */
  private static void layOut(Binaries binaries) throws IOException {
    Path folder = FOLDER.resolve("k8s").resolve(VERSION + "-linux-" + architecture());
    Files.createDirectories(folder);
    for (String name : List.of("kube-apiserver", "kubectl")) {
      Files.deleteIfExists(folder.resolve(name));
      Files.createSymbolicLink(folder.resolve(name), binaries.program(name));
    }
    Path etcd = folder.resolve("etcd");
    Files.writeString(
        etcd,
        """
        #!/bin/sh
        for word in "$@"; do
          shift
          set -- "$@" "$(printf %%s "$word" | sed 's/0[.]0[.]0[.]0/127.0.0.1/')"
        done
        exec '%s' "$@" --unsafe-no-fsync
        """
            .formatted(binaries.program("etcd")));
    Files.setPosixFilePermissions(etcd, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  /** {@return the file by which other programs reach it as the administrator} */
  public Path kubeconfig() {
    return running().kubeconfig();
  }

  /** {@return a client that may do everything} */
  public KubernetesClient client() {
    return running().client();
  }

  /** Makes the API server know the resource, and waits until it does. */
  public void install() throws IOException {
    CustomResourceDefinition definition =
        client()
            .getKubernetesSerialization()
            .unmarshal(Files.readString(Crd.FILE), CustomResourceDefinition.class);
    client().resource(definition).serverSideApply();
    client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(definition.getMetadata().getName())
        .waitUntilCondition(ApiServer::isEstablished, 60, TimeUnit.SECONDS);
    // It is found by its names a moment later.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> kubectl("", "explain", "rf").exitCode() == 0);
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  /**
   * What a command said.
   *
   * @param exitCode 0 when it did what it was asked to
   * @param text both of its outputs
   */
  public record Said(int exitCode, String text) {}

  /** Runs kubectl as the administrator, with a text as its input. */
  public Said kubectl(String input, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(running().kubectl().toString()));
    command.addAll(List.of("--kubeconfig", running().kubeconfig().toString()));
    command.addAll(List.of(words));
    Path output = Files.createTempFile(FOLDER, "kubectl", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    Files.delete(output);
    return new Said(process.waitFor(), text);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Running last = running;
    if (last != null) {
      last.client().close();
      last.server().stop();
    }
    FileChannel held = turn;
    if (held != null) {
      held.close();
    }
  }
}
