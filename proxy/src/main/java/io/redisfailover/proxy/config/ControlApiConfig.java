package io.redisfailover.proxy.config;

import io.redisfailover.failover.model.Endpoint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The configuration of the control API.
 *
 * @param address the address to bind; port 0 takes a free one
 * @param tokens yields the tokens of which a caller must show one, first the one that this proxy
 *     shows to others; called for each request by any thread, so it must not block and a rotated
 *     token counts at once
 * @param peers the control APIs of the other proxies in front of the same servers; absent where the
 *     controller names them
 */
public record ControlApiConfig(
    InetSocketAddress address, Supplier<List<Secret>> tokens, Optional<List<Endpoint>> peers) {
  /** Creates the configuration of a proxy whose controller names the other ones. */
  public ControlApiConfig(InetSocketAddress address, Supplier<List<Secret>> tokens) {
    this(address, tokens, Optional.empty());
  }
}
