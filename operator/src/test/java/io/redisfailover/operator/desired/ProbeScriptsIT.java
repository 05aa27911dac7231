package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.Signals;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a server counts as ready, and when as alive. */
class ProbeScriptsIT extends TwoRedisPods {
  @Test
  void isAliveButNotReadyWhileItIsParked() throws Exception {
    master.start();
    RedisPod.Said said = master.script(Scripts.READINESS);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .isEqualTo("no replication link to 127.0.0.1:1 (127.0.0.1:1 means parked)");
    assertThat(master.script(Scripts.LIVENESS).exitCode()).isZero();
  }

  @Test
  void isReadyAsAMaster() throws Exception {
    master.start();
    master.operator("REPLICAOF", "NO", "ONE");
    assertThat(master.script(Scripts.READINESS).exitCode()).isZero();
  }

  @Tag("quick")
  @Test
  void isReadyAsAReplicaOnceItHasEverything() throws Exception {
    master.start();
    backup.start();
    master.operator("REPLICAOF", "NO", "ONE");
    backup.follow(master);
    backup.awaitLink();
    assertThat(backup.script(Scripts.READINESS).exitCode()).isZero();
    master.kill();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> backup.script(Scripts.READINESS).exitCode() == 1);
  }

  @Test
  void isAliveWhileAScriptKeepsItBusy() throws Exception {
    master.start();
    master.operator("REPLICAOF", "NO", "ONE");
    master.operator("CONFIG", "SET", "lua-time-limit", "100");
    Process busy =
        master
            .builder(
                "sh",
                "-c",
                "REDISCLI_AUTH=application exec redis-cli -h 127.0.0.1 -p "
                    + master.port()
                    + " EVAL 'while true do end' 0")
            .start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> master.operator("PING").text().startsWith("BUSY"));
      assertThat(master.script(Scripts.LIVENESS).exitCode()).isZero();
      assertThat(master.script(Scripts.READINESS).exitCode()).isEqualTo(1);
    } finally {
      busy.destroyForcibly();
    }
  }

  @Test
  void isAliveWithAPasswordThatWasChangedElsewhere() throws Exception {
    master.start();
    master.operator("ACL", "SETUSER", "rf-pod", "resetpass", ">another");
    assertThat(master.script(Scripts.LIVENESS).exitCode()).isZero();
  }

  @Test
  void isNotAliveWhenItHangsOrIsGone() throws Exception {
    master.start();
    Signals.send(master.pid(), "STOP");
    try {
      assertThat(master.script(Scripts.LIVENESS).exitCode()).isEqualTo(1);
    } finally {
      Signals.send(master.pid(), "CONT");
    }
    master.kill();
    assertThat(master.script(Scripts.LIVENESS).exitCode()).isEqualTo(1);
    assertThat(master.script(Scripts.READINESS).exitCode()).isEqualTo(1);
  }
}
