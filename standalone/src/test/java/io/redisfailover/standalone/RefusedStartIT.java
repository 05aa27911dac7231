package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that is refused has changed no server. */
@Timeout(120)
class RefusedStartIT {
  @TempDir Path folder;
  private StartedServers servers;
  private RedisProcess master;
  private RedisProcess backup;

  @BeforeEach
  void startServers() {
    servers = new StartedServers();
    master = servers.start();
    backup = servers.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
  }

  @AfterEach
  void stopServers() {
    servers.close();
  }

  @Test
  void changesNoServerWhenTheOtherOneKeepsItsUserFromASetting() throws Exception {
    master.ask("ACL", "SETUSER", "failover", "on", ">word", "+@all");
    for (String withheld : List.of("-config", "-config|set")) {
      backup.ask("ACL", "SETUSER", "failover", "on", ">word", "+@all", withheld);
      assertRefused(
          FreePort.find(), 0, "Backup: repl-ping-replica-period should be 1 because", "NOPERM");
    }
  }

  @Test
  void changesNoServerWhenThePortOfItsPageOrItsControlApiIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertRefused(port, 0, "stats: cannot bind 127.0.0.1:" + port);
      assertRefused(FreePort.find(), port, "control: cannot bind 127.0.0.1:" + port);
    }
  }

  private void assertRefused(int page, int control, String... why) throws Exception {
    List<String> before = settings();
    String user =
        master.ask("ACL", "LIST").contains("user failover ")
            ? "auth: {username: failover, password: word}"
            : "";
    try (ChildJvm process = start(page, control, user)) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors()).contains(why);
      assertThat(process.output() + process.errors()).doesNotContain("Changed a setting");
    }
    assertThat(settings()).isEqualTo(before);
    assertThat(master.ask("FUNCTION", "LIST")).isEmpty();
  }

  /** A server lists them in no certain order, so that an empty value may be the last line. */
  private List<String> settings() {
    return Stream.of(master, backup)
        .flatMap(server -> Stream.of(server.ask("CONFIG", "GET", "repl*").split("\n", -1)).sorted())
        .toList();
  }

  private ChildJvm start(int page, int control, String more) throws Exception {
    Files.writeString(folder.resolve("token"), "a-token-of-the-test\n");
    Path file =
        Files.writeString(
            folder.resolve("test.yaml"),
            """
            servers:
              master: {host: 127.0.0.1, port: %d}
              backup: {host: 127.0.0.1, port: %d}
            listen: {address: 127.0.0.1, port: %d}
            stats: {address: 127.0.0.1, port: %d}
            control: {address: 127.0.0.1, port: %d, tokenFile: token}
            %s
            """
                .formatted(master.port(), backup.port(), FreePort.find(), page, control, more));
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }
}
