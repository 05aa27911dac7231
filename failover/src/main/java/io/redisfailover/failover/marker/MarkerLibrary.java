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
    String mac = keys.sign(signed(marker, history));
    String suffix = MarkerCode.suffix(RANDOM.nextLong());
    MarkerCode code = new MarkerCode(marker, history, keys.signer(), mac, suffix);
    return List.of("FUNCTION", "LOAD", "REPLACE", code.text(libraryName));
  }

  /** The name of the library is signed too: the next marker is no marker of an epoch. */
  private String signed(Marker marker, String history) {
    return "redis-failover marker 1 " + libraryName + " " + marker.text() + " " + history;
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
    int begin = text.indexOf(CODE_FIELD);
    Optional<MarkerCode> shown =
        (begin < 0
                ? Optional.<MarkerCode>empty()
                : MarkerCode.parse(libraryName, text.substring(begin + CODE_FIELD.length())))
            .filter(code -> fits(code.marker()));
    if (shown.isEmpty()) {
      flaws.add(Flaw.UNSIGNED);
      return;
    }
    MarkerCode code = shown.get();
    if (!keys.knows(code.key())) {
      flaws.add(keys.replacesUnknown() ? Flaw.UNSIGNED : Flaw.FOREIGN);
    } else if (!keys.verify(code.key(), signed(code.marker(), code.history()), code.mac())) {
      flaws.add(Flaw.UNSIGNED);
    } else {
      found.put(this, new Markers.Next(code.marker(), code.history()));
      if (!code.key().equals(keys.signer())) {
        flaws.add(Flaw.FORMER_KEY);
      }
    }
  }

  private boolean fits(Marker marker) {
    return this == NEXT || this == of(marker.server());
  }
}
