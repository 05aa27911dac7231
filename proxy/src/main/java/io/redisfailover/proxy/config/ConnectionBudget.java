package io.redisfailover.proxy.config;

import io.redisfailover.proxy.net.ProcessLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the file descriptors and the memory of the process suffice for its clients. Pure.
 *
 * @param limits the limits of sessions, lowered to what fits
 * @param bufferBytes bytes outside the heap that sessions may have in flight, positive
 * @param notes what was lowered and what to do, one sentence for each reason; empty when nothing
 *     was
 * @param wanted the limits of the configuration
 */
public record ConnectionBudget(Limits limits, long bufferBytes, List<String> notes, Limits wanted) {
  /**
   * Descriptors that sessions leave free: for the connections of the statistics and of the control
   * API, for probes, checks and commands, and for files. Without them a role change could not be
   * carried out while clients use up the rest.
   */
  public static final int DESCRIPTOR_RESERVE = 200;

  /** Bytes of objects of a session. Source: 9 to 11 KB were measured for an idle one. */
  public static final int SESSION_BYTES = 16 << 10;

  /** A session has one to its client and one to its server. */
  private static final int SESSION_DESCRIPTORS = 2;

  /** Sessions may use half of the heap, and of what is outside it: the rest of the process runs. */
  private static final int SHARE = 2;

  /** Copies the list. */
  public ConnectionBudget {
    notes = List.copyOf(notes);
  }

  /**
   * Compares.
   *
   * @param wanted the limits of the configuration
   * @param process what the process may use, before the first client
   * @return the limits that fit
   */
  public static ConnectionBudget fit(Limits wanted, ProcessLimits process) {
    List<String> notes = new ArrayList<>();
    int connections =
        Math.min(byDescriptors(wanted, process, notes), byMemory(wanted, process, notes));
    return new ConnectionBudget(
        wanted.withConnections(connections, Math.min(wanted.maxHeld(), connections)),
        Math.max(1, process.bufferBytes() / SHARE),
        notes,
        wanted);
  }

  private static int byDescriptors(Limits wanted, ProcessLimits process, List<String> notes) {
    long reserved = process.openDescriptors() + DESCRIPTOR_RESERVE;
    long needed = reserved + (long) SESSION_DESCRIPTORS * wanted.maxConnections();
    long most = process.mostDescriptors().orElse(Long.MAX_VALUE);
    if (needed <= most) {
      return wanted.maxConnections();
    }
    int fitting = fitting((most - reserved) / SESSION_DESCRIPTORS, wanted);
    notes.add(
        ("maxConnections: %,d client connections need %,d file descriptors, but this process may"
                + " open %,d, so it accepts %,d; raise the limit (ulimit -n), or lower"
                + " maxConnections.")
            .formatted(wanted.maxConnections(), needed, most, fitting));
    return fitting;
  }

  private static int byMemory(Limits wanted, ProcessLimits process, List<String> notes) {
    long most =
        Math.min(
            process.heapBytes() / SHARE / SESSION_BYTES,
            process.bufferBytes() / SHARE / BufferBudget.LEAST_OF_A_SESSION);
    if (most >= wanted.maxConnections()) {
      return wanted.maxConnections();
    }
    int fitting = fitting(most, wanted);
    long sessions = (long) SHARE * wanted.maxConnections();
    notes.add(
        ("maxConnections: %,d client connections need %s of heap and %s beside it, but this"
                + " process has %s and %s, so it accepts %,d; raise its memory (-Xmx, or the"
                + " memory limit of the pod), or lower maxConnections.")
            .formatted(
                wanted.maxConnections(),
                mebibytes(sessions * SESSION_BYTES),
                mebibytes(sessions * BufferBudget.LEAST_OF_A_SESSION),
                mebibytes(process.heapBytes()),
                mebibytes(process.bufferBytes()),
                fitting));
    return fitting;
  }

  private static int fitting(long connections, Limits wanted) {
    return Math.toIntExact(Math.clamp(connections, 1, wanted.maxConnections()));
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }

  /**
   * {@return what an administrator is to mend} The usual number of connections is the most that
   * this process accepts where nobody asked for more; that fewer fit is no mistake of anybody.
   */
  public List<String> problems() {
    return wanted.maxConnections() == Limits.DEFAULT.maxConnections() ? List.of() : notes;
  }
}
