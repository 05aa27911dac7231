package io.redisfailover.operator.desired;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Both servers of a pair without a cluster, each the peer of the other; none is started. */
abstract class TwoRedisPods {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  RedisPod master;

  @SuppressWarnings("NullAway.Init")
  RedisPod backup;

  @BeforeEach
  void prepare() throws IOException {
    master = new RedisPod(folder, "master");
    backup = new RedisPod(folder, "backup");
    master.peer(backup);
    backup.peer(master);
  }

  @AfterEach
  void end() throws IOException {
    master.close();
    backup.close();
  }
}
