package io.redisfailover.proxy.config;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * The control API.
 *
 * @param address address to bind; port 0 takes a free one
 * @param token what a caller must show; asked for at each request, so that a rotated one counts at
 *     once and the old one no more. Must answer at once and from any thread
 */
public record Control(InetSocketAddress address, Supplier<Secret> token) {}
