package io.redisfailover.standalone.config;

import io.redisfailover.standalone.yaml.Key;

/** The two servers. */
public record Servers(
    @Key("The server that is active unless it has failed.") Address master,
    @Key("The server that takes over.") Address backup) {

  /** Where a server is. */
  public record Address(
      @Key("Name or address. A name is resolved when the process starts.") String host,
      @Key(value = "TCP port.", fallback = "6379", min = "1", max = "65535") int port) {}
}
