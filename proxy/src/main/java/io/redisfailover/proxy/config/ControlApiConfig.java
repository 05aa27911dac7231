package io.redisfailover.proxy.config;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * The configuration of the control API.
 *
 * @param address the address to bind; port 0 takes a free one
 * @param token yields the token that a caller must show; called for each request by any thread, so
 *     it must not block and a rotated token counts at once
 */
public record ControlApiConfig(InetSocketAddress address, Supplier<Secret> token) {}
