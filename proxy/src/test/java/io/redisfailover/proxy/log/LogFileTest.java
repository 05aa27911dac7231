package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.proxy.config.AccessLogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;
  private long now;

  @Test
  void appendsToWhatIsThereAndLetsOnlyItsGroupRead() throws Exception {
    Path file = folder.resolve("access.log");
    try (LogFile log = new LogFile(file)) {
      log.take("one");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (LogFile log = new LogFile(file)) {
      log.take("two ä");
    }
    assertThat(file).hasContent("one\ntwo ä\n");
  }

  @Test
  void makesAFileThatWasMovedAwayAnewAfterASecond() throws Exception {
    Path file = folder.resolve("access.log");
    Path rotated = folder.resolve("access.log.1");
    try (LogFile log = new LogFile(file, () -> now)) {
      log.take("one");
      Files.move(file, rotated);
      log.take("two");
      assertThat(file).doesNotExist();
      now += LogFile.LOOK_EVERY.toNanos();
      log.take("three");
      Files.delete(file);
      Files.writeString(file, "of another\n");
      now += LogFile.LOOK_EVERY.toNanos();
      log.take("four");
    }
    assertThat(rotated).hasContent("one\ntwo\n");
    assertThat(file).hasContent("of another\nfour\n");
  }

  @Test
  void refusesWhatIsNoFileAndWritesWhenItIsOne() throws Exception {
    Path file = folder.resolve("access.log");
    Files.createDirectory(file);
    try (LogFile log = new LogFile(file)) {
      assertThatThrownBy(() -> log.take("lost"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no regular file");
      Files.delete(file);
      log.take("kept");
    }
    assertThat(file).hasContent("kept\n");
  }

  @Test
  void takesTheSessionsOfAProxyWhoseSettingsNameIt() throws Exception {
    Path file = folder.resolve("access.log");
    AccessLogSettings settings =
        new AccessLogSettings(
            AccessLogSettings.Format.TCPLOG, false, Optional.empty(), Optional.of(file));
    try (AccessLog log = new AccessLog(settings, InstantSource.system())) {
      log.write(SampleSessions.served(1, 10));
    }
    assertThat(Files.readString(file)).matches("(?s)[^<].* redis redis/Master 1/0/2 10 -- .*\n");
  }
}
