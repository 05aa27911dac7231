package io.redisfailover.testbed.installation;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.ServerOptions;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.link.SocketOwners;
import io.redisfailover.testbed.redis.RedisRelease;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The plan of an {@link Installation}. */
public final class InstallationPlan {
  private final Path folder;
  private RedisRelease release = RedisRelease.onPath();
  private DiskMode persistence = DiskMode.NONE;
  private List<String> serverOptions = List.of();
  private String configuration = "failover: {failback: {policy: Manual}}";
  private int proxies = 1;
  private boolean introduced;
  private boolean linked;
  private Optional<Translation> translation = Optional.empty();
  private boolean routesOnly;
  private Optional<String> password = Optional.empty();
  private Optional<Path> jar = Optional.empty();
  private Optional<String> masterHost = Optional.empty();
  private List<String> javaOptions =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote",
          "-Xmx256m",
          "-Dio.netty.leakDetection.level=paranoid");

  InstallationPlan(Path folder) {
    this.folder = folder;
  }

  /** Uses another release than the one on PATH. */
  public InstallationPlan release(RedisRelease it) {
    release = it;
    return this;
  }

  /** Gives both servers this persistence. */
  public InstallationPlan persistence(DiskMode it) {
    persistence = it;
    return this;
  }

  /** Gives both servers more options. */
  public InstallationPlan serverOptions(String... options) {
    serverOptions = List.of(options);
    return this;
  }

  /**
   * Lets Backup replicate from Master before any process of ours starts: a pair to be adopted,
   * instead of two servers that start parked.
   *
   * @param host the name or address by which Backup knows Master; the files say 127.0.0.1
   */
  public InstallationPlan replicatingFrom(String host) {
    masterHost = Optional.of(host);
    return this;
  }

  /** Gives every process more lines in its file, instead of a failback by hand. */
  public InstallationPlan configuration(String yaml) {
    configuration = yaml;
    return this;
  }

  /** Starts so many proxies, the first of them with the controller. */
  public InstallationPlan proxies(int count) {
    proxies = count;
    return this;
  }

  /** Names the other proxies to each one, and not only to the one with the controller. */
  public InstallationPlan introduced() {
    introduced = true;
    return this;
  }

  /** Puts a {@link FaultyLink} in front of both servers and of the proxies without controller. */
  public InstallationPlan linked() {
    linked = true;
    return this;
  }

  /**
   * Lets Backup replicate from Master before any process of ours starts, through a network that
   * translates addresses: the processes reach each server at one port, the other server reaches it
   * at another one, and neither gets through at the port of the others.
   *
   * @param how how the processes can tell where the servers reach each other
   */
  public InstallationPlan translated(Translation how) {
    linked = true;
    translation = Optional.of(how);
    return replicatingFrom("127.0.0.1");
  }

  /** What says where the servers reach each other, where that is not where processes do. */
  public enum Translation {
    /** The servers announce their ports to their primary. */
    ANNOUNCED,
    /** The files say it of Backup; Backup itself shows where Master is. */
    CONFIGURED,
    /** Nothing. */
    UNKNOWN
  }

  /** Lets every process route only: none has a controller, and no server is changed. */
  public InstallationPlan routeOnly() {
    routesOnly = true;
    return this;
  }

  /** Gives both servers this password, and every process the file that holds it. */
  public InstallationPlan password(String it) {
    password = Optional.of(it);
    return this;
  }

  /** Starts every process with these options of the JVM, instead of those that start quickly. */
  public InstallationPlan javaOptions(String... options) {
    javaOptions = List.of(options);
    return this;
  }

  /** Starts every process from the jar of a build, instead of from the classes of this JVM. */
  public InstallationPlan jar(Path it) {
    jar = Optional.of(it);
    return this;
  }

  /**
   * Starts everything, and waits until Master is active, Backup is in sync, and both have written
   * their files: the first sync rewrites an append-only file, and until then a restart is empty.
   */
  public Installation start() {
    Installation installation = launch();
    try {
      installation.awaitSafeOn(Server.MASTER);
      for (Server server : Server.values()) {
        RestartableRedis redisServer = installation.server(server);
        installation.awaitThat("the files of " + server, redisServer::hasWrittenItsFiles);
      }
      return installation;
    } catch (RuntimeException | AssertionError failure) {
      installation.close();
      throw failure;
    }
  }

  /** Starts everything and waits for the servers only. */
  public Installation launch() {
    try {
      SocketOwners parties = new SocketOwners();
      Map<Server, RestartableRedis> servers = new EnumMap<>(Server.class);
      Map<Server, FaultyLink> links = new EnumMap<>(Server.class);
      Map<Server, FaultyLink> inner = new EnumMap<>(Server.class);
      for (Server server : Server.values()) {
        RestartableRedis redisServer =
            new RestartableRedis(release, folder.resolve(server.markerWord()), options(), password);
        servers.put(server, redisServer);
        if (translation.isPresent()) {
          inner.put(server, FaultyLink.to(redisServer, parties));
        }
        redisServer.launch(role(server, servers, translation.isPresent() ? inner : links));
        if (linked) {
          links.put(server, FaultyLink.to(redisServer, parties));
        }
      }
      awaitReplication(servers);
      List<Integer> controls = ports(proxies);
      List<FaultyLink> controlLinks =
          linked
              ? controls.stream().skip(1).map(port -> FaultyLink.to(port, parties)).toList()
              : List.of();
      List<Integer> led =
          linked
              ? controlLinks.stream().map(FaultyLink::port).toList()
              : controls.subList(1, proxies);
      List<StandaloneProcess> processes = processes(servers, links, inner, controls, led);
      Installation.register(parties, servers, processes);
      separate(links, inner, processes);
      processes.forEach(StandaloneProcess::launch);
      return new Installation(folder, servers, links, inner, controlLinks, processes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private String[] role(
      Server server, Map<Server, RestartableRedis> servers, Map<Server, FaultyLink> links) {
    if (masterHost.isEmpty()) {
      return new String[0];
    }
    List<String> words = new ArrayList<>(List.of("--replicaof"));
    words.addAll(
        server == Server.MASTER
            ? List.of("no", "one")
            : List.of(masterHost.get(), Integer.toString(port(Server.MASTER, servers, links))));
    if (translation.equals(Optional.of(Translation.ANNOUNCED))) {
      words.addAll(
          List.of("--replica-announce-port", Integer.toString(port(server, servers, links))));
    }
    return words.toArray(String[]::new);
  }

  /** No party gets through at the ports of the others. */
  private static void separate(
      Map<Server, FaultyLink> links,
      Map<Server, FaultyLink> inner,
      List<StandaloneProcess> processes) {
    if (!inner.isEmpty()) {
      for (Server server : Server.values()) {
        links.values().forEach(link -> link.set(server.displayName(), new LinkFault.Reset()));
      }
      for (StandaloneProcess process : processes) {
        inner.values().forEach(link -> link.set(process.name(), new LinkFault.Reset()));
      }
    }
  }

  private void awaitReplication(Map<Server, RestartableRedis> servers) {
    if (masterHost.isPresent()) {
      RestartableRedis backup = Objects.requireNonNull(servers.get(Server.BACKUP));
      Awaitility.await()
          .atMost(Installation.LIMIT)
          .until(() -> backup.info("master_link_status").equals("up"));
    }
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(ServerOptions.REQUIRED);
    if (!WithoutGuard.off().contains(Guard.PARKED_START)) {
      options.addAll(ServerOptions.PARKED);
    }
    options.addAll(persistence.options());
    options.addAll(serverOptions);
    return options;
  }

  private List<StandaloneProcess> processes(
      Map<Server, RestartableRedis> servers,
      Map<Server, FaultyLink> links,
      Map<Server, FaultyLink> inner,
      List<Integer> controls,
      List<Integer> led)
      throws IOException {
    Files.writeString(folder.resolve("token"), StandaloneProcess.TOKEN + "\n");
    markerKey();
    if (password.isPresent()) {
      Files.writeString(folder.resolve("redis-password"), password.get() + "\n");
    }
    List<StandaloneProcess> processes = new ArrayList<>();
    for (int i = 0; i < proxies; i++) {
      List<Integer> ports = ports(2);
      String name = "p" + i;
      String text =
          """
          name: %s
          servers:
            master: {host: 127.0.0.1, port: %d}
            backup: {host: 127.0.0.1, port: %d%s}
          listen: {address: 127.0.0.1, port: %d}
          stats: {address: 127.0.0.1, port: %d}
          control: {address: 127.0.0.1, port: %d, tokenFile: token}
          %s
          timeouts: {drain: 0s}
          recordFile: %s-record.json
          %s
          %s
          """
              .formatted(
                  name,
                  port(Server.MASTER, servers, links),
                  port(Server.BACKUP, servers, links),
                  replicationAddress(inner),
                  ports.getFirst(),
                  ports.getLast(),
                  controls.get(i),
                  part(i, controls, led),
                  name,
                  password.map(it -> "auth: {passwordFile: redis-password}").orElse(""),
                  configuration);
      Path file = folder.resolve(name + ".yaml");
      Program program = new Program(jar, javaOptions, Vocabulary.KNOWN);
      program.configure(file, text);
      processes.add(
          new StandaloneProcess(
              name, file, ports.getFirst(), ports.getLast(), controls.get(i), program));
    }
    return processes;
  }

  private String part(int process, List<Integer> controls, List<Integer> led) {
    if (routesOnly) {
      return "mode: RouteOnly";
    }
    if (process == 0) {
      return "controller: on\nproxies: " + addresses(led);
    }
    List<Integer> others =
        controls.stream().filter(port -> !port.equals(controls.get(process))).toList();
    return introduced ? "controller: off\nproxies: " + addresses(others) : "controller: off";
  }

  /**
   * Every process gets the same key; left to itself, only the one with the controller makes one.
   */
  private void markerKey() throws IOException {
    Path file = folder.resolve("marker-key");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "a marker key of the test installation\n");
  }

  private static int port(
      Server server, Map<Server, RestartableRedis> servers, Map<Server, FaultyLink> links) {
    FaultyLink link = links.get(server);
    return link == null ? Objects.requireNonNull(servers.get(server)).port() : link.port();
  }

  private String replicationAddress(Map<Server, FaultyLink> inner) {
    return translation.equals(Optional.of(Translation.CONFIGURED))
        ? ", replicationAddress: '127.0.0.1:%d'"
            .formatted(Objects.requireNonNull(inner.get(Server.BACKUP)).port())
        : "";
  }

  private static String addresses(List<Integer> ports) {
    return ports.stream()
        .map(port -> "'127.0.0.1:" + port + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<Integer> ports(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < count) {
      int port = FreePort.find();
      if (!ports.contains(port)) {
        ports.add(port);
      }
    }
    return ports;
  }
}
