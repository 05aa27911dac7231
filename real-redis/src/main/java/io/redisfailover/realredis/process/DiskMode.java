package io.redisfailover.realredis.process;

import java.util.List;

/** How a server keeps its data. */
public enum DiskMode {
  /** No persistence: a restarted server is empty. */
  NONE,
  /** Snapshots: a restarted server has the data of the last one. */
  RDB,
  /**
   * An append-only file that is written before each reply: a killed and restarted server has
   * everything. The file is never flushed to the disk, because the faults here end processes, not
   * machines, and Redis delays its writes for up to 2 s while a flush is slow.
   */
  AOF;

  /** {@return its words on the command line} */
  public List<String> options() {
    return switch (this) {
      case NONE -> List.of("--save", "", "--appendonly", "no", "--rdb-del-sync-files", "yes");
      case RDB -> List.of("--save", "3600 1", "--appendonly", "no");
      case AOF -> List.of("--save", "", "--appendonly", "yes", "--appendfsync", "no");
    };
  }
}
