package io.redisfailover.failover.marker;

import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Markers.Flaw;
import io.redisfailover.failover.model.Server;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function libraries that carry the markers inside the data. Functions replicate, survive
 * FLUSHALL and restarts, and use no key. Needs Redis 7.0 or Valkey 7.2; an older server has no
 * marker.
 *
 * <p>A library is read as text and never executed: whoever may write functions could have put
 * anything there. Only the exact text that {@link #write} makes, signed by a key of this pair, is a
 * marker. Any other text under one of these names is no marker, and is replaced.
 */
public enum MarkerLibrary {
  /** The marker of an epoch of Master. */
  MASTER("redisfailover_epoch_master"),
  /** The marker of an epoch of Backup. */
  BACKUP("redisfailover_epoch_backup"),
  /** The marker that a promotion of the other server will carry. */
  NEXT("redisfailover_epoch_next");

  /** What precedes the code in a reply; the code is its last field. */
  private static final String CODE_FIELD = "\nlibrary_code\n";

  private static final List<MarkerLibrary> ASKED = List.of(MASTER, BACKUP, NEXT);

  private static final Pattern CODE =
      Pattern.compile(
          "#!lua name=(?<name>[a-z_]+)\n"
              + "-- redis-failover marker 1: epoch (?<marker>[0-9]{1,18} [a-z]{6})"
              + " history (?<history>[!-~]{1,64})"
              + " key (?<key>[0-9a-f]{8}) mac (?<mac>[0-9a-f]{64})\n"
              + "redis\\.register_function\\{function_name='\\k<name>(_[0-9a-f]{16})?',"
              + "callback=function\\(\\) return '\\k<marker>' end,"
              + "flags=\\{'no-writes','allow-stale'}}");

  /**
   * What builds before the signed markers wrote. They are never read; they are deleted so that a
   * build that still reads them is not misled.
   */
  private static final String UNSIGNED_PREFIX = "redisfailover_";

  /**
   * Ends the name of the function, which no other library of the server may have. Whoever may write
   * functions could take a name that is known before, and the marker could not be loaded any more.
   */
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String libraryName;

  MarkerLibrary(String libraryName) {
    this.libraryName = libraryName;
  }

  /** {@return the name of the library, with which the name of its only function begins} */
  public String libraryName() {
    return libraryName;
  }

  /** {@return the library of the marker of an epoch of {@code server}} */
  public static MarkerLibrary of(Server server) {
    return server == Server.MASTER ? MASTER : BACKUP;
  }

  /** {@return the commands that ask for the markers, one for each library in their order} */
  public static List<List<String>> list() {
    return ASKED.stream().map(MarkerLibrary::ask).toList();
  }

  private List<String> ask() {
    return List.of("FUNCTION", "LIST", "LIBRARYNAME", libraryName, "WITHCODE");
  }

  /**
   * {@return the commands that write the markers of an epoch, the epoch's own first}
   *
   * @param epoch the marker of the epoch
   * @param history the replication id that the data has then
   * @param keys the keys of this pair, of which the first one signs
   */
  public static List<List<String>> write(Marker epoch, String history, MarkerKeys keys) {
    return List.of(
        of(epoch.server()).load(epoch, history, keys),
        NEXT.load(epoch.next(), history, keys),
        of(epoch.server().other()).delete(),
        MASTER.deleteUnsigned(),
        BACKUP.deleteUnsigned(),
        NEXT.deleteUnsigned());
  }

  /** {@return the command that deletes the library; an error when it is not there does no harm} */
  public List<String> delete() {
    return List.of("FUNCTION", "DELETE", libraryName);
  }

  /** {@return the same for what builds before the signed markers wrote in its place} */
  public List<String> deleteUnsigned() {
    String old =
        switch (this) {
          case MASTER -> "line_master";
          case BACKUP -> "line_backup";
          case NEXT -> "next";
        };
    return List.of("FUNCTION", "DELETE", UNSIGNED_PREFIX + old);
  }

  private List<String> load(Marker marker, String history, MarkerKeys keys) {
    String signature = keys.sign(signed(marker.text(), history));
    return List.of("FUNCTION", "LOAD", "REPLACE", code(marker, history, keys.signer(), signature));
  }

  /** The name of the library is signed too: the next marker is no marker of an epoch. */
  private String signed(String marker, String history) {
    return "redis-failover marker 1 " + libraryName + " " + marker + " " + history;
  }

  private String code(Marker marker, String history, String key, String mac) {
    return "#!lua name=%s\n-- redis-failover marker 1: epoch %s history %s key %s mac %s\n"
            .formatted(libraryName, marker.text(), history, key, mac)
        + "redis.register_function{function_name='%s_%016x',callback=function() return '%s' end,"
            .formatted(libraryName, RANDOM.nextLong(), marker.text())
        + "flags={'no-writes','allow-stale'}}";
  }

  /**
   * Reads the markers of a server.
   *
   * @param replies the texts of the replies to {@link #list}, in that order; an array's elements
   *     one a line, empty where there is no such library
   * @param keys the keys of this pair
   */
  public static Markers read(List<String> replies, MarkerKeys keys) {
    Map<MarkerLibrary, Markers.Next> found = new EnumMap<>(MarkerLibrary.class);
    Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    Iterator<String> texts = replies.iterator();
    for (MarkerLibrary library : ASKED) {
      String text = texts.next();
      if (!text.isEmpty()) {
        library.read(text, keys, found, flaws);
      }
    }
    return flaws.contains(Flaw.FOREIGN)
        ? Markers.flawed(Flaw.FOREIGN)
        : new Markers(
            Optional.ofNullable(found.get(MASTER)).map(Markers.Next::marker),
            Optional.ofNullable(found.get(BACKUP)).map(Markers.Next::marker),
            Optional.ofNullable(found.get(NEXT)),
            flaws);
  }

  private void read(
      String text, MarkerKeys keys, Map<MarkerLibrary, Markers.Next> found, Set<Flaw> flaws) {
    int begin = text.indexOf(CODE_FIELD + "#!lua name=" + libraryName + "\n");
    Matcher code = CODE.matcher(begin < 0 ? "" : text.substring(begin + CODE_FIELD.length()));
    Optional<Marker> marker =
        code.matches() ? Marker.parse(code.group("marker")).filter(this::fits) : Optional.empty();
    if (marker.isEmpty() || !code.group("name").equals(libraryName)) {
      flaws.add(Flaw.UNSIGNED);
      return;
    }
    String key = code.group("key");
    String history = code.group("history");
    if (!keys.knows(key)) {
      flaws.add(Flaw.FOREIGN);
    } else if (!keys.verify(key, signed(marker.get().text(), history), code.group("mac"))) {
      flaws.add(Flaw.UNSIGNED);
    } else {
      found.put(this, new Markers.Next(marker.get(), history));
      if (!key.equals(keys.signer())) {
        flaws.add(Flaw.FORMER_KEY);
      }
    }
  }

  private boolean fits(Marker marker) {
    return this == NEXT || this == of(marker.server());
  }
}
