package io.redisfailover.realredis.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RedisProcessIT {
  @TempDir Path folder;

  @Tag("quick")
  @Test
  void restartsOnItsPortWithItsData() {
    try (RedisProcess server = inFolder(DiskMode.AOF.options(), List.of())) {
      server.launch();
      int port = server.port();
      long pid = server.pid();
      server.ask("SET", "key", "value");

      server.restart();

      assertThat(server.port()).isEqualTo(port);
      assertThat(server.pid()).isNotEqualTo(pid);
      assertThat(server.ask("GET", "key")).isEqualTo("value");
    }
  }

  @Test
  void restartsEmptyAfterItsDataIsDeletedAndKeepsItsLog() throws Exception {
    try (RedisProcess server = inFolder(DiskMode.AOF.options(), List.of())) {
      server.launch();
      server.ask("SET", "key", "value");
      server.kill();

      server.deleteData();

      assertThat(Files.readString(server.log())).contains("Ready to accept connections");
      server.launch();
      assertThat(server.ask("DBSIZE")).isEqualTo("0");
    }
  }

  @Test
  void saysWhyItDoesNotStart() {
    assertThatThrownBy(() -> RedisProcess.start("--no-such-option", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exited")
        .hasMessageContaining("Bad directive");
  }

  @Test
  void keepsAPasswordOffItsCommandLine() throws Exception {
    try (RedisProcess server = RedisProcess.startConfigured("requirepass a-secret-word")) {
      assertThat(Files.readString(Path.of("/proc", Long.toString(server.pid()), "cmdline")))
          .contains(Integer.toString(server.port()))
          .doesNotContain("a-secret-word");
      assertThat(server.ask("PING")).startsWith("-NOAUTH");
      ClientTarget target = new ClientTarget(server.address(), Optional.of("a-secret-word"));
      try (RespClient client = new RespClient(target)) {
        assertThat(client.call("PING")).isEqualTo("PONG");
      }
    }
  }

  @Test
  void becomesAReplicaWithALink() {
    try (RedisProcess primary = RedisProcess.start();
        RedisProcess replica = RedisProcess.start()) {
      replica.follow(primary);
      assertThat(replica.info("role")).isEqualTo("slave");
      assertThat(replica.info("master_port")).isEqualTo(Integer.toString(primary.port()));
    }
  }

  @Test
  void leavesNoProcessAndNoFileBehindAlsoWhenItHangs() {
    RedisProcess server = inFolder(List.of(), List.of());
    server.launch();
    long pid = server.pid();
    server.hang();

    server.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(folder.resolve("server")).doesNotExist();
    assertThatThrownBy(server::launch).hasMessageContaining("closed");
  }

  @Test
  void runsOnceAtATime() {
    try (RedisProcess server = RedisProcess.start()) {
      assertThatThrownBy(server::launch).hasMessageContaining("runs already");
    }
  }

  private RedisProcess inFolder(List<String> options, List<String> configuration) {
    return new RedisProcess(
        RedisBinary.redisServer(), folder.resolve("server"), options, configuration);
  }
}
