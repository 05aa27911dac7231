package io.redisfailover.failover.model;

import java.util.Locale;

/** Says numbers of bytes in messages. */
public final class ByteCount {
  private static final long MIB = 1L << 20;

  private ByteCount() {}

  /**
   * {@return such as {@code 1 byte}, {@code 50,424 bytes}, {@code 18 MiB}; from 1 MiB on rounded to
   * whole MiB}
   */
  public static String inWords(long bytes) {
    if (bytes == 1) {
      return "1 byte";
    }
    return bytes < MIB
        ? String.format(Locale.ROOT, "%,d bytes", bytes)
        : String.format(Locale.ROOT, "%,d MiB", Math.round((double) bytes / MIB));
  }
}
