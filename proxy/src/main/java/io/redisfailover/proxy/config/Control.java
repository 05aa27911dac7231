package io.redisfailover.proxy.config;

import java.net.InetSocketAddress;

/**
 * The control API.
 *
 * @param address address to bind; port 0 takes a free one
 * @param token what a caller must show
 */
public record Control(InetSocketAddress address, Secret token) {}
