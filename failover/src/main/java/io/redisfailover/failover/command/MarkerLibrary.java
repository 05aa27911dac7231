package io.redisfailover.failover.command;

import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import java.util.List;

/**
 * The function libraries that carry the markers inside the data. Functions replicate, survive
 * FLUSHALL and restarts, and use no key. Needs Redis 7.0 or Valkey 7.2; an older server has no
 * marker.
 */
public final class MarkerLibrary {
  /**
   * Library and function that return the marker that a promotion of the other server will carry.
   */
  public static final String NEXT = "redisfailover_next";

  private MarkerLibrary() {}

  /** {@return library and function that return the marker of an epoch of {@code server}} */
  public static String epoch(Server server) {
    return "redisfailover_line_" + server.markerWord();
  }

  /** {@return the commands that write the markers of an epoch, the epoch's own first} */
  static List<List<String>> write(Marker epoch) {
    return List.of(
        load(epoch(epoch.server()), epoch),
        load(NEXT, epoch.next()),
        delete(epoch(epoch.server().other())));
  }

  /** {@return the command that deletes a library; an error when it is not there does no harm} */
  static List<String> delete(String library) {
    return List.of("FUNCTION", "DELETE", library);
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
