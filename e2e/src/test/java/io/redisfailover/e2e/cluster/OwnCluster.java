package io.redisfailover.e2e.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cluster of {@code e2e/cluster}: it can lose nodes, cables and its API server. */
public final class OwnCluster {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final String program;

  OwnCluster(Path root) {
    this.program = root.resolve("e2e/cluster/cluster").toString();
  }

  /** Starts it, or repairs it: ends every cut, delay and stop. */
  void up() {
    String unused = command("up");
  }

  String kubeconfig() {
    return command("kubeconfig");
  }

  /** {@return whether {@code cluster build} was done} */
  boolean isBuilt() {
    return Path.of(build(), "bin", "helm").toFile().canExecute();
  }

  String build() {
    String state = System.getenv("RF_CLUSTER_STATE");
    String caches = System.getenv("XDG_CACHE_HOME");
    Path folder =
        state != null
            ? Path.of(state)
            : Path.of(caches != null ? caches : System.getProperty("user.home") + "/.cache")
                .resolve("redis-failover/cluster");
    return folder.resolve("build").toString();
  }

  /** Brings image archives to every node. */
  void load(List<String> archives) {
    List<String> words = new ArrayList<>(List.of("load"));
    words.addAll(archives);
    String unused = command(words.toArray(String[]::new));
  }

  /** {@return the path of the archive of an image that the cluster makes} */
  String image(String name) {
    return command("image", name).lines().toList().getLast();
  }

  /** Sends a signal to the main process of a container. */
  public void signal(String namespace, String pod, String container, String signal) {
    String unused = command("pod-signal", namespace, pod, container, signal);
  }

  /** Ends everything on a node at once, as a power cut does. */
  public void powerOff(String node) {
    String unused = command("node-kill", node);
  }

  /** Starts a node again. */
  public void powerOn(String node) {
    String unused = command("node-start", node);
  }

  /** Gives this address, which must be free, to the next pod that starts on a node. */
  public void nextAddress(String node, String address) {
    String unused = command("next-address", node, address);
  }

  /** Drops every frame between a node and everybody else, silently. */
  public void cut(String node) {
    String unused = command("cut", node);
  }

  /** Drops every frame between a node and the other nodes, of all at once; not the API server's. */
  public void cutFromNodes(String node) {
    cut(node);
    heal(node, "control");
  }

  /** Ends the cut between two nodes. */
  public void heal(String one, String other) {
    String unused = command("heal", one, other);
  }

  /** Ends the cuts of a node. */
  public void heal(String node) {
    String unused = command("heal", node);
  }

  /** Kills the API server, and keeps it away. */
  public void stopApiServer() {
    String unused = command("api-stop");
  }

  /** Starts it again. */
  public void startApiServer() {
    String unused = command("api-start");
  }

  private String command(String... words) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(words));
    return Shell.run(Map.of(), LIMIT, command);
  }
}
