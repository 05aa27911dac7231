package io.redisfailover.failover.command;

import io.redisfailover.failover.view.Marker;
import java.util.List;

/**
 * The two function libraries that carry the markers inside the data. Functions replicate, survive
 * FLUSHALL and restarts, and use no key. Needs Redis 7.0 or Valkey 7.2; an older server has no
 * marker.
 */
public final class MarkerLibrary {
  /** Library and function that return the marker of the line. */
  public static final String LINE = "redisfailover_line";

  /** Library and function that return the marker that a promotion of the other node will carry. */
  public static final String NEXT = "redisfailover_next";

  private MarkerLibrary() {}

  /** {@return the commands that write both markers of a line} */
  static List<List<String>> write(Marker line) {
    return List.of(load(NEXT, line.next()), load(LINE, line));
  }

  /** {@return the command that deletes the line's marker, so that the next one counts} */
  static List<String> delete() {
    return List.of("FUNCTION", "DELETE", LINE);
  }

  private static List<String> load(String name, Marker marker) {
    String code =
        "#!lua name="
            + name
            + "\nredis.register_function{function_name='"
            + name
            + "',callback=function() return '"
            + marker.text()
            + "' end,flags={'no-writes','allow-stale'}}";
    return List.of("FUNCTION", "LOAD", "REPLACE", code);
  }
}
