package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A record that cannot be saved is a problem, and keeps no decision back. */
class EpochRecordTest {
  static final List<Throwable> FAILURES =
      List.of(
          new IOException("No space left on device"),
          new IllegalStateException("a defect"),
          new OutOfMemoryError("a test"),
          new StackOverflowError("a test"));

  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "a".repeat(40));
  private static final Instant NOW = Instant.EPOCH;
  private static final Instant LATER = NOW.plus(Duration.ofSeconds(6));

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("FAILURES")
  void tellsWhyItCannotBeSavedAndIsSavedLater(Throwable failure) {
    EpochRecord record = new EpochRecord(new Failing(failure));

    assertThat(record.save(EPOCH, NOW)).isFalse();
    assertThat(record.problem().orElseThrow())
        .startsWith("The record cannot be saved (" + failure.getMessage());
    assertThat(record.save(EPOCH, LATER)).isTrue();
    assertThat(record.problem()).isEmpty();
  }

  @Test
  void survivesADiskThatIsFull() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=16", "tmpfs", disk.toString()))
        .as("SKIPPED: only root may mount a small disk")
        .isZero();
    try {
      EpochRecord record = new EpochRecord(new FileRecordStore(disk.resolve("record")));
      Path filler = Files.write(disk.resolve("filler"), new byte[4096]);

      assertThat(record.save(EPOCH, NOW)).isFalse();
      assertThat(record.problem().orElseThrow()).contains("No space left on device");

      Files.delete(filler);
      assertThat(record.save(EPOCH, LATER)).isTrue();
      assertThat(new FileRecordStore(disk.resolve("record")).load().epoch()).contains(EPOCH);
    } finally {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Fails once. */
  private static final class Failing implements RecordStore {
    private final Throwable failure;
    private final AtomicInteger calls = new AtomicInteger();

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Loaded load() {
      return Loaded.NOTHING;
    }

    @Override
    public void save(Epoch epoch) throws IOException {
      if (calls.incrementAndGet() > 1) {
        return;
      }
      switch (failure) {
        case IOException full -> throw full;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        default -> throw new AssertionError(failure);
      }
    }
  }
}
