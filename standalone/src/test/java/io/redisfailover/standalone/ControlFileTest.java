package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.StartException;
import io.redisfailover.failover.model.Endpoint;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFileTest {
  private static final Endpoint WHERE = new Endpoint("127.0.0.1", 40_123);

  @TempDir Path folder;

  @Test
  void canBeReadByItsOwnerOnlyAndIsRemovedAtTheEnd() throws Exception {
    ControlFile file = new ControlFile(folder.resolve("haproxy.cfg"));
    Runnable end = file.write(WHERE, "token");
    assertThat(file.path()).hasFileName("haproxy.cfg.control");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    end.run();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isLeftToAProcessThatWroteItSince() {
    ControlFile file = new ControlFile(folder.resolve("haproxy.cfg"));
    Runnable first = file.write(WHERE, "token");
    Runnable second = file.write(WHERE, "another");
    first.run();
    assertThat(file.path()).hasContent("127.0.0.1:40123\nanother\n");
    second.run();
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void leavesAProcessRunningThatCannotWriteIt() {
    ControlFile file = new ControlFile(folder.resolve("missing").resolve("haproxy.cfg"));
    file.write(WHERE, "token").run();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhatToDoWhenItIsMissingOrDamagedAndShowsNoToken() throws Exception {
    ControlFile file = new ControlFile(folder.resolve("haproxy.cfg"));
    assertThatThrownBy(() -> file.operations(nowhere()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("No process runs " + file.source() + ": ")
        .hasMessageContaining("Start one with --haproxy-cfg");
    Files.writeString(file.path(), "a-secret-token\n");
    assertThatThrownBy(() -> file.operations(nowhere()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is damaged; restart the process that runs")
        .hasMessageNotContaining("a-secret-token");
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
