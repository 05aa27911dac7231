package io.redisfailover.standalone;

import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file, run by HAProxy and by this process in RouteOnly, in front of the same two servers. Of
 * the file only addresses, and what needs root, are replaced.
 */
final class BesideHaproxy implements AutoCloseable {
  private static final Pattern BIND = Pattern.compile("(?m)^(\\s*bind )(\\S+)");
  private static final Pattern ROOT =
      Pattern.compile("(?m)^\\s*(?:chroot|user|group|daemon|pidfile|errorfile|stats socket) ?.*$");
  private static final Pattern LOG = Pattern.compile("(?m)^(\\s*log )(?!global)\\S+( local\\d.*)$");
  private static final Pattern SERVER = Pattern.compile("(?m)^\\s*server (\\S+) ");
  private static final Pattern SECTION =
      Pattern.compile("(?m)^(?:frontend|listen|backend|defaults)\\b");

  private final String name;
  private final Servers servers;
  private final String text;
  private final Path folder;
  private final LogReceiver theirLog;
  private final LogReceiver ourLog;
  private final List<Integer> theirPorts = new ArrayList<>();
  private final List<Integer> ourPorts = new ArrayList<>();
  private final Process haproxy;
  private final Standalone process;

  /**
   * Two servers.
   *
   * @param first the port of the first one
   * @param second the port of the second one
   * @param password of clients; absent when none is needed
   */
  record Servers(int first, int second, Optional<String> password) {}

  /**
   * Starts both.
   *
   * @param file the file
   * @param folder for what they write
   * @param program HAProxy
   * @param servers of its clients
   */
  BesideHaproxy(Path file, Path folder, Path program, Servers servers) throws Exception {
    this.name = file.getFileName().toString();
    this.servers = servers;
    this.folder = Files.createDirectories(folder);
    this.theirLog = new LogReceiver();
    this.ourLog = new LogReceiver();
    this.text =
        Files.readString(file)
            .replace("192.0.2.11:6379", "127.0.0.1:" + servers.first())
            .replace("192.0.2.12:6379", "127.0.0.1:" + servers.second());
    Path theirs = Files.writeString(folder.resolve("theirs.cfg"), local("t", theirLog, theirPorts));
    Path ours = Files.writeString(folder.resolve("ours.cfg"), local("o", ourLog, ourPorts));
    this.haproxy =
        new ProcessBuilder(program.toString(), "-db", "-f", theirs.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    this.process =
        Standalone.start(
            HaproxyFile.read(
                    ours,
                    new HaproxyFile.Options(true, false),
                    variable -> Optional.empty(),
                    (config, problems) -> {})
                .config());
  }

  private String local(String prefix, LogReceiver log, List<Integer> ports) {
    String bound = BIND.matcher(text).replaceAll(bind -> bind.group(1) + addresses(bind, ports));
    String logged = LOG.matcher(bound).replaceAll("$1127.0.0.1:" + log.port() + "$2");
    String bare = ROOT.matcher(logged).replaceAll("");
    String socket = "  stats socket " + folder.resolve(prefix) + " mode 600 level admin\n";
    int global = bare.indexOf("\nglobal\n");
    return global >= 0
        ? bare.replace("\nglobal\n", "\nglobal\n" + socket)
        : SECTION.matcher(bare).replaceFirst("global\n" + socket + "$0");
  }

  private static String addresses(MatchResult bind, List<Integer> ports) {
    List<String> all = new ArrayList<>();
    for (String unused : bind.group(2).split(",", -1)) {
      ports.add(FreePort.find());
      all.add("127.0.0.1:" + ports.getLast());
    }
    return String.join(",", all);
  }

  /** {@return the states of both servers, and who answers at each address of clients} */
  List<String> theirs() throws IOException {
    if (!haproxy.isAlive()) {
      throw new AssertionError(name + ": " + Files.readString(folder.resolve("said")));
    }
    List<String> names = SERVER.matcher(text).results().map(server -> server.group(1)).toList();
    return seen("t", names, theirPorts);
  }

  /** {@return the same of this process} */
  List<String> ours() throws IOException {
    return seen("o", List.of("Master", "Backup"), ourPorts);
  }

  private List<String> seen(String socket, List<String> names, List<Integer> ports)
      throws IOException {
    List<String> all = new ArrayList<>();
    String rows = ask(folder.resolve(socket), "show stat\n");
    for (String server : names) {
      rows.lines()
          .map(line -> line.split(",", -1))
          .filter(row -> row.length > 36 && row[1].equals(server))
          .forEach(row -> all.add(row[17] + " " + row[36]));
    }
    boolean page = text.indexOf("mode http") >= 0;
    for (int port : page ? ports.subList(1, ports.size()) : ports) {
      all.add(who(port));
    }
    return all;
  }

  /** {@return what HAProxy logged of its servers, in the names of this process} */
  List<String> theirLines() {
    List<String> names = SERVER.matcher(text).results().map(server -> server.group(1)).toList();
    return theirLog.lines().stream()
        .map(line -> line.replaceAll("\\S+/" + names.getFirst() + " ", "redis/Master "))
        .map(line -> line.replaceAll("\\S+/" + names.getLast() + " ", "redis/Backup "))
        .map(line -> line.replaceAll("(?:backend|proxy) \\S+ has", "backend redis has"))
        .flatMap(BesideHaproxy::ofServers)
        .toList();
  }

  /** {@return what this process logged of them} */
  List<String> ourLines() {
    return ourLog.lines().stream().flatMap(BesideHaproxy::ofServers).toList();
  }

  /**
   * A priority, and the line without time, process and how long the check took; and without the
   * clients that wait, which HAProxy turns away.
   */
  private static Stream<String> ofServers(String line) {
    return Pattern.compile("^(<\\d+>)[^\\[]*?(\\S+)\\[\\d+]: (.*(?:erver|backend) redis\\b.*)$")
        .matcher(
            line.replaceAll("duration: \\d+ms", "duration: ms")
                .replaceAll("\\d+ (?=total in queue|remaining in queue)", ""))
        .results()
        .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3));
  }

  void forgetLines() {
    theirLog.forget();
    ourLog.forget();
  }

  /** {@return whether both count a second server that is marked as one} */
  boolean hasBackup() {
    return SERVER.matcher(text).results().count() == 2
        && text.lines()
            .filter(line -> line.strip().startsWith("server "))
            .toList()
            .getLast()
            .endsWith("backup")
        && !text.lines()
            .filter(line -> line.strip().startsWith("server "))
            .toList()
            .getFirst()
            .contains(" backup");
  }

  private static String ask(Path socket, String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** {@return which server answers a client; nobody when none does} */
  private String who(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    // This process lets a client wait where HAProxy closes its connection.
    try (RespClient client =
        new RespClient(new ClientTarget(address, servers.password()), Duration.ofMillis(500))) {
      return client.info("tcp_port").equals(Integer.toString(servers.first())) ? "one" : "two";
    } catch (UncheckedIOException none) {
      return "nobody";
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    haproxy.destroyForcibly().onExit().join();
    process.close();
    theirLog.close();
    ourLog.close();
  }
}
