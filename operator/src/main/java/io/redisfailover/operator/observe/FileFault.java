package io.redisfailover.operator.observe;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Why a server cannot read its own files, by the words of Redis and Valkey of all releases. Only
 * damage is a reason to give a copy of the data up, so words that can have another cause are none
 * of it. Pure.
 */
public enum FileFault {
  /** None that is known. */
  NONE,
  /** Bytes are not those that were written. */
  DAMAGED,
  /**
   * Bytes are missing; or they could not be read, or kept, by a disk or a memory that failed: Redis
   * says the same of all of it.
   */
  CUT_SHORT,
  /** Another release or product wrote them; or, where their first bytes are lost, damage. */
  UNKNOWN_FORMAT,
  /** They hold data of a module that the server has not loaded. */
  MISSING_MODULE,
  /** The user of the container may not read them. */
  NO_PERMISSION;

  private static final Pattern PERMISSION = Pattern.compile("Permission denied");
  private static final Pattern MODULE = Pattern.compile("module data I can't load");

  /**
   * A dump of Valkey 9 has another signature, and Redis takes one that begins an append-only file
   * for commands.
   */
  private static final Pattern FORMAT =
      Pattern.compile(
          "Can't handle RDB format version|Wrong signature trying to load DB|Unknown RDB encoding"
              + "|[Uu]nknown command '"
              + "|Bad file format reading the append only file [^ ]*\\.base\\.rdb");

  private static final Pattern DAMAGE =
      Pattern.compile(
          "Wrong RDB checksum|RDB CRC error"
              + "|Invalid LZF compressed string|integrity check failed"
              + "|Bad file format reading the append only file"
              + "|FATAL AOF MANIFEST FILE ERROR");

  private static final Pattern END =
      Pattern.compile(
          "Unexpected EOF reading RDB file|Unexpected end of file reading the append only file");

  /** What an error of a disk, or a lack of memory, looks like when a file is read. */
  private static final Pattern PASSING =
      Pattern.compile(
          "Input/output error|Out [Oo]f [Mm]emory|Cannot allocate memory|failed allocating");

  /** {@return why, by all that the server said when it failed} */
  static FileFault of(List<String> words) {
    if (say(words, PERMISSION)) {
      return NO_PERMISSION;
    }
    if (say(words, MODULE)) {
      return MISSING_MODULE;
    }
    if (say(words, FORMAT)) {
      return UNKNOWN_FORMAT;
    }
    if (say(words, PASSING)) {
      return NONE;
    }
    if (say(words, DAMAGE)) {
      return DAMAGED;
    }
    return say(words, END) ? CUT_SHORT : NONE;
  }

  private static boolean say(List<String> words, Pattern pattern) {
    return words.stream().anyMatch(line -> pattern.matcher(line).find());
  }
}
