package io.redisfailover.operator.desired;

import io.redisfailover.operator.Samples;
import io.redisfailover.realredis.process.ChildProcesses;
import io.redisfailover.realredis.process.FolderTree;
import io.redisfailover.realredis.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The container of a server without a cluster: its files in folders of its own, its scripts run by
 * {@code sh}, its server a real process on loopback.
 */
final class RedisPod implements AutoCloseable {
  private static final String WITH_PASSWORD_OF =
      """
      export REDISCLI_AUTH="$(cat "$1")"; port=$2 user=$3; shift 3
      exec redis-cli -h 127.0.0.1 -p "$port" --user "$user" --no-auth-warning "$@"
      """;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final String server;
  private final int port;
  private final Map<String, String> environment = new HashMap<>();

  @SuppressWarnings("NullAway.Init")
  private Process started;

  /**
   * What a script said.
   *
   * @param exitCode 0 for good
   * @param text both of its outputs
   */
  record Said(int exitCode, String text) {}

  RedisPod(Path parent, String server) throws IOException {
    this.server = server;
    this.folder = Files.createDirectories(parent.resolve(server));
    this.port = FreePort.find();
    for (String name : List.of("config", "auth", "control", "users", "run", "data")) {
      Files.createDirectories(folder.resolve(name));
    }
    for (Map.Entry<String, String> script : Scripts.all().entrySet()) {
      Files.writeString(file("config", script.getKey()), script.getValue());
    }
    settings("{}");
    Files.writeString(file("auth", "password"), "application");
    for (String name : GeneratedSecrets.PASSWORDS) {
      Files.writeString(file("control", name), name.replace("-password", "-word"));
    }
    environment.put("RF_CONFIG_DIR", folder.resolve("config").toString());
    environment.put("RF_AUTH_DIR", folder.resolve("auth").toString());
    environment.put("RF_CONTROL_DIR", folder.resolve("control").toString());
    environment.put("RF_USERS_DIR", folder.resolve("users").toString());
    environment.put("RF_RUN_DIR", folder.resolve("run").toString());
    environment.put("RF_LOG", folder.resolve("log").toString());
    environment.put("RF_PORT", Integer.toString(port));
    environment.put("RF_SERVER", server);
  }

  /** Makes redis.conf of a spec, on this server's own port and folder. */
  void settings(String spec) throws IOException {
    String conf = RedisSettings.of(Samples.withSpec(spec)).file();
    Files.writeString(
        file("config", "redis.conf"),
        conf.replace("port 6379", "port " + port)
            .replace("bind * -::*", "bind 127.0.0.1")
            .replace("dir /data", "dir " + folder.resolve("data")));
  }

  Path file(String part, String name) {
    return folder.resolve(part).resolve(name);
  }

  void environment(String name, String value) {
    environment.put(name, value);
  }

  /** Starts with another release than the one on PATH. */
  void release(Path program) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Files.createSymbolicLink(programs.resolve("redis-server"), program.toAbsolutePath());
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
  }

  /** Puts the users into the volume of their Secret. */
  void users(List<AclUser> users) throws IOException {
    Map<String, String> data =
        UsersFile.change(Samples.withSpec("{}"), Optional.empty(), users, UsersFile.Taken.BY_ALL)
            .orElseThrow()
            .getData();
    for (Map.Entry<String, String> entry : data.entrySet()) {
      Files.write(file("users", entry.getKey()), Base64.getDecoder().decode(entry.getValue()));
    }
  }

  void peer(RedisPod other) {
    environment.put("RF_PEER", "127.0.0.1");
    environment.put("RF_PEER_PORT", Integer.toString(other.port));
  }

  int port() {
    return port;
  }

  /** Runs the entry script until the server answers. */
  void start() throws IOException {
    launch();
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> operator("PING").text().contains("PONG"));
  }

  /** Runs the entry script. */
  Process launch() throws IOException {
    Path log = folder.resolve("server.log");
    started =
        ChildProcesses.start(
            builder("sh", file("config", Scripts.ENTRY).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    return started;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  String sayings() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Runs another script to its end. */
  Said script(String name) throws IOException, InterruptedException {
    return run(builder("sh", file("config", name).toString()));
  }

  ProcessBuilder builder(String... words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder;
  }

  /** Sends one command as the operator. */
  Said operator(String... words) {
    return as("rf-operator", "operator-word", words);
  }

  /** Sends one command as a user. What the password has in it is no matter of this JVM's locale. */
  Said as(String user, String password, String... words) {
    Path word = folder.resolve("word");
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", WITH_PASSWORD_OF, "sh", word.toString()));
    command.addAll(List.of(Integer.toString(port), user));
    command.addAll(List.of(words));
    try {
      Files.writeString(word, password);
      return run(new ProcessBuilder(command));
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  /** {@return a field of INFO} */
  String info(String field) {
    return operator("INFO", "everything")
        .text()
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  void follow(RedisPod other) {
    operator("REPLICAOF", "127.0.0.1", Integer.toString(other.port));
  }

  void awaitLink() {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            info("master_link_status").equals("up") && info("master_sync_in_progress").equals("0"));
  }

  long pid() {
    return started.pid();
  }

  /** Ends the server as a crash does. */
  void kill() {
    started.destroyForcibly().onExit().join();
  }

  private Said run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    Files.delete(output);
    return new Said(process.waitFor(), text.strip());
  }

  @Override
  public void close() throws IOException {
    if (started != null) {
      kill();
    }
    FolderTree.delete(folder);
  }

  @Override
  public String toString() {
    return server + " on " + port;
  }
}
