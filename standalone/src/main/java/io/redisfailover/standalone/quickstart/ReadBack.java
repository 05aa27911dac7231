package io.redisfailover.standalone.quickstart;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads every acknowledged write back through the proxy. */
final class ReadBack implements AutoCloseable {
  private static final int BATCH = 500;

  /** Writers of keys that were there before the clients began. */
  private static final int FOUNDATION = -1;

  private final Connection connection;

  /** Connects. */
  ReadBack(InetSocketAddress proxy) {
    this.connection = Client.connect(proxy);
  }

  /** Writes keys that no failover may cost. */
  void layFoundation(int count) {
    for (int write = 0; write < count; write++) {
      connection.sendCommand(
          Protocol.Command.SET, Writer.key(FOUNDATION, write), Integer.toString(write));
    }
    for (Object reply : connection.getMany(count)) {
      if (reply instanceof JedisDataException refused) {
        throw refused;
      }
    }
  }

  /** {@return keys of {@link #layFoundation} that are gone} */
  Set<String> lostFoundation(int count) {
    BitSet all = new BitSet();
    all.set(0, count);
    return lost(FOUNDATION, all);
  }

  /** {@return keys whose write was acknowledged and that are not there now} */
  Set<String> lost(Writers writers) {
    Set<String> lost = new HashSet<>();
    for (Writer writer : writers.list()) {
      lost.addAll(lost(writer.number(), writer.acknowledged()));
    }
    return lost;
  }

  private Set<String> lost(int writer, BitSet writes) {
    Set<String> lost = new HashSet<>();
    List<Integer> batch = new ArrayList<>();
    for (int write = writes.nextSetBit(0); write >= 0; write = writes.nextSetBit(write + 1)) {
      batch.add(write);
      if (batch.size() == BATCH) {
        lost.addAll(missing(writer, batch));
        batch.clear();
      }
    }
    lost.addAll(missing(writer, batch));
    return lost;
  }

  private Set<String> missing(int writer, List<Integer> writes) {
    for (int write : writes) {
      connection.sendCommand(Protocol.Command.GET, Writer.keyBytes(writer, write));
    }
    Set<String> missing = new HashSet<>();
    for (int write : writes) {
      if (!Integer.toString(write).equals(connection.getBulkReply())) {
        missing.add(Writer.key(writer, write));
      }
    }
    return missing;
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
