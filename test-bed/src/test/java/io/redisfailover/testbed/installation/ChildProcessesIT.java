package io.redisfailover.testbed.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is ended from outside takes its servers with it. */
@Timeout(120)
class ChildProcessesIT {
  @TempDir Path folder;

  /** Starts a server that hangs, and never ends by itself. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
      RedisProcess.start().hang();
      System.out.println("started");
      new CountDownLatch(1).await();
    }
  }

  @Test
  void endWithTheProgramThatStartedThem() throws Exception {
    try (ChildJvm program = ChildJvm.start(folder, Starter.class)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> program.output().startsWith("started"));
      List<ProcessHandle> servers = program.children();
      assertThat(servers).hasSize(1);

      program.interrupt();

      assertThat(program.await()).isNotZero();
      Awaitility.await().until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }
  }
}
