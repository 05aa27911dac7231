package io.redisfailover.testbed.redis;

import java.util.List;

/** How a server keeps its data. */
public enum Persistence {
  /** Not at all: a restart is empty. */
  NONE,
  /** Snapshots when asked: a restart has the last one. */
  RDB,
  /**
   * An append-only file that is written before each reply: a restart of a killed process has
   * everything. It is never flushed to the disk, because the faults here end processes and not
   * machines, and Redis holds writes of the file back for up to 2 s while a flush is slow.
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
