package io.redisfailover.fuzz;

import io.redisfailover.proxy.runtimeapi.FuzzedConnection;

/**
 * What a connection of the runtime API sends: each command is answered, and none is carried out
 * that the level of the connection does not allow.
 */
final class RuntimeCommandTarget {
  private RuntimeCommandTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzedConnection.play(input);
  }
}
