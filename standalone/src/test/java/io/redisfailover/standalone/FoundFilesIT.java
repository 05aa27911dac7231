package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.ErrorReplyException;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.ChildProcesses;
import io.redisfailover.realredis.process.ProgramPath;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kinds of haproxy.cfg for Redis that are found in the field, each one converted and run side
 * by side with the HAProxy of the distribution, in front of the same servers: where do clients get
 * while both servers run, after the first one was killed, and after it returned? HAProxy is left
 * out where it is not installed.
 */
@Timeout(240)
class FoundFilesIT {
  private static final String MASTER = "Master";
  private static final String BACKUP = "Backup";
  private static final String NONE = "none";

  /** Every file lets clients log in with it, in addition to the password of its check. */
  private static final String PASSWORD = "of-the-clients";

  /** The files, and where each one leads clients after the kill; nothing promotes the replica. */
  private static final List<Found> FILES =
      List.of(
          new Found("seed", 6379, true, BACKUP),
          new Found("debian-defaults", 6379, false, BACKUP),
          new Found("role-master", 6379, true, NONE),
          new Found("tuned", 6379, true, BACKUP),
          new Found("acl-user", 6379, true, BACKUP),
          new Found("connect-only", 6390, true, BACKUP),
          new Found("sentinel-companion", 16379, false, NONE),
          new Found("container-resolver", 6380, false, BACKUP),
          new Found("kubernetes-chart", 6379, true, NONE),
          new Found("rules-without-option", 6379, true, BACKUP),
          new Found("all-backups", 6379, false, BACKUP),
          new Found("commented-check", 6379, false, BACKUP));

  @TempDir Path folder;
  private final StartedServers servers = new StartedServers();
  private final List<AutoCloseable> running = new ArrayList<>();
  private Pair open;
  private Pair closed;

  /**
   * One file.
   *
   * @param clients the port of its clients
   * @param password whether its servers ask for one
   * @param afterTheKill where it leads clients then
   */
  private record Found(String name, int clients, boolean password, String afterTheKill) {}

  /** A primary and its replica. */
  private record Pair(RedisProcess master, RedisProcess backup, Optional<String> password) {}

  /** What one program does with a file. */
  private record Running(String what, Found file, Pair pair, InetSocketAddress address) {}

  @BeforeEach
  void startServers() throws Exception {
    open = pair(Optional.empty());
    closed =
        pair(
            Optional.of(PASSWORD),
            Stream.of(
                    "--user default on ~* &* +@all >password >s3cr3t-w0rd >long-passw0r"
                        + " >chart-passw0rd >"
                        + PASSWORD,
                    "--user monitor on +ping >correct-horse",
                    "--masterauth " + PASSWORD)
                .flatMap(line -> Stream.of(line.split(" ")))
                .toArray(String[]::new));
  }

  @AfterEach
  void stopAll() throws Exception {
    for (AutoCloseable each : running.reversed()) {
      each.close();
    }
    servers.close();
  }

  @Test
  void leadsClientsWhereHaproxyLeadsThem() throws Exception {
    List<Running> ours = new ArrayList<>();
    for (Found file : FILES) {
      ours.add(converted(file));
    }
    List<Running> theirs = haproxies();
    leads(ours, theirs, MASTER);

    open.master().kill();
    closed.master().kill();
    for (Running each : ours) {
      awaitReached(each, Set.of(each.file().afterTheKill()));
    }
    for (Running each : theirs) {
      awaitReached(each, Set.of(each.file().afterTheKill()));
    }

    open.master().launch();
    closed.master().launch();
    leads(ours, theirs, MASTER);
  }

  private static void leads(List<Running> ours, List<Running> theirs, String server) {
    for (Running each : ours) {
      awaitReached(each, Set.of(server));
    }
    // Without a `backup` among its servers HAProxy takes turns: docs/from-haproxy.md.
    for (Running each : theirs) {
      Awaitility.await(each.what())
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(reached(each)).contains(server).doesNotContain(NONE));
    }
  }

  private static void awaitReached(Running program, Set<String> servers) {
    Awaitility.await(program.what())
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(reached(program)).isEqualTo(servers));
  }

  /** {@return the servers that clients get, one after the other} */
  private static Set<String> reached(Running program) {
    Set<String> servers = new TreeSet<>(Set.of(reachedOnce(program)));
    if (!servers.contains(NONE)) {
      IntStream.range(0, 3).forEach(client -> servers.add(reachedOnce(program)));
    }
    return servers;
  }

  private static String reachedOnce(Running program) {
    Pair pair = program.pair();
    try (RespClient client =
        new RespClient(
            new ClientTarget(program.address(), pair.password()), Duration.ofSeconds(2))) {
      return client.info("tcp_port").equals(Integer.toString(pair.master().port()))
          ? MASTER
          : BACKUP;
    } catch (UncheckedIOException | ErrorReplyException refused) {
      return NONE;
    }
  }

  private Running converted(Found file) throws Exception {
    PlacedFile placed = place(file);
    Path source = Files.writeString(folder.resolve(file.name() + ".cfg"), placed.text());
    Path into = folder.resolve(file.name());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code =
        new HaproxyConversion(out, out)
            .run(source, new HaproxyFile.Options(true, false), Optional.of(into));
    assertThat(code).as("%s: %s", file.name(), said.toString(StandardCharsets.UTF_8)).isZero();
    try (Stream<Path> files = Files.list(into)) {
      Path yaml = files.filter(each -> each.toString().endsWith(".yaml")).findFirst().orElseThrow();
      running.add(Standalone.start(ConfigFile.read(yaml)));
    }
    return new Running("this program with " + file.name(), file, of(file), placed.clients());
  }

  private List<Running> haproxies() throws Exception {
    Optional<Path> program = ProgramPath.find("haproxy");
    if (program.isEmpty()) {
      System.err.println("SKIPPED: the comparison with HAProxy, because it is not installed.");
      return List.of();
    }
    List<Running> started = new ArrayList<>();
    for (Found file : FILES) {
      PlacedFile placed = place(file);
      Path source = Files.writeString(folder.resolve(file.name() + "-haproxy.cfg"), placed.text());
      Process process =
          ChildProcesses.start(
              new ProcessBuilder(program.get().toString(), "-db", "-f", source.toString())
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve(file.name() + "-haproxy.log").toFile()));
      running.add(() -> process.destroyForcibly().onExit().join());
      started.add(new Running("HAProxy with " + file.name(), file, of(file), placed.clients()));
    }
    return started;
  }

  private PlacedFile place(Found file) throws Exception {
    return PlacedFile.of(
        file.name(),
        file.clients(),
        List.of(of(file).master().address(), of(file).backup().address()));
  }

  private Pair of(Found file) {
    return file.password() ? closed : open;
  }

  private Pair pair(Optional<String> password, String... options) throws Exception {
    RedisProcess master = servers.start(options);
    List<String> more = new ArrayList<>(List.of(options));
    more.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(master.port())));
    RedisProcess backup = servers.start(more.toArray(String[]::new));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), backup.port());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          try (RespClient client = new RespClient(new ClientTarget(address, password))) {
            return client.info("master_link_status").equals("up");
          }
        });
    return new Pair(master, backup, password);
  }
}
